package dev.gradus.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.benchmarks.matrix.Run;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    private Path directory;

    @Test
    void csv_completeAndFailedRun_columnsExactly() throws IOException {
        write(List.of(Sample.run(1, "L0", 12.5), Sample.failed(2, "L2-A128GCM")));

        assertThat(Files.readString(directory.resolve("runs.csv"))).isEqualTo("""
                        round,level,chunkCount,messageBytes,messages,qos,warm,millis,cpuMillis,wireBytes,received
                        1,L0,250,8000,100,1,true,12.5,6.25,800000,100
                        2,L2-A128GCM,250,8000,100,1,true,,10.0,0,97
                        """.replace("\n", "\r\n"));
    }

    @Test
    void csv_wholeMatrix_readsBack() throws IOException {
        List<Run> runs = Sample.matrix(2);
        write(runs);

        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader in = Files.newBufferedReader(directory.resolve("runs.csv"));
                CSVParser parser = format.parse(in)) {
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSameSizeAs(runs);
            for (int i = 0; i < runs.size(); i++) {
                assertThat(records.get(i).get("level"))
                        .isEqualTo(runs.get(i).setting().level());
                assertThat(Integer.parseInt(records.get(i).get("received")))
                        .isEqualTo(runs.get(i).measurement().received());
            }
        }
    }

    @Test
    void json_twoLevels_shapeExactly() throws IOException {
        write(List.of(Sample.run(1, "L0", 3), Sample.run(1, "L1", 4), Sample.run(1, "L2-A128GCM", 6)));

        JsonObject root = json();
        assertThat(root.keySet()).containsExactly("schema", "environment", "levels");
        assertThat(root.get("schema").getAsInt()).isEqualTo(1);
        assertThat(root.get("levels"))
                .isEqualTo(JsonParser.parseString("{'L1':{'cells':1,'medianRatio':1.3333,'maxRatio':1.3333},"
                        + "'L2-A128GCM':{'cells':1,'medianRatio':2.0000,'maxRatio':2.0000}}"));
    }

    @Test
    void json_environment_tellsMachineBrokerAndCommand() throws IOException {
        write(List.of(Sample.run(1, "L0", 3), Sample.failed(1, "L0")), "bench", "--rounds", "1");

        assertThat(json().get("environment")).isEqualTo(JsonParser.parseString("""
                                {"started":"2026-01-02T03:04:05Z","command":["bench","--rounds","1"],"warmedUp":true,
                                "javaVersion":"17.0.15+6","javaVm":"OpenJDK 64-Bit Server VM","os":"Linux 6.1 amd64",
                                "cpus":2,"cpuModel":"AMD EPYC Processor","broker":"mosquitto","brokerVersion":"2.0.11",
                                "transport":"Paho v3 over loopback TCP","clientTcpNoDelay":"on",
                                "brokerTcpNoDelay":"unknown","rounds":1,"runs":2,"failedRuns":1}
                                """));
    }

    @Test
    void json_levelWithoutFigure_namedAsFailed() throws IOException {
        write(List.of(Sample.run(1, "L0", 3), Sample.run(1, "L1", 3), Sample.failed(1, "L3-TLS13")));

        assertThat(json().getAsJsonObject("levels").keySet()).containsExactly("L1");
        assertThat(json().getAsJsonArray("failed").asList())
                .extracting(JsonElement::getAsString)
                .containsExactly("L3-TLS13");
    }

    @Test
    void json_nothingMeasured_noLevels() throws IOException {
        write(List.of());

        assertThat(json().getAsJsonObject("levels").size()).isZero();
        assertThat(json().has("failed")).isFalse();
    }

    private void write(List<Run> runs, String... command) throws IOException {
        ReportDirectory.write(directory, Sample.environment(command), runs);
    }

    private JsonObject json() throws IOException {
        String text = Files.readString(directory.resolve("summary.json"));
        assertThat(text).doesNotContain("NaN").endsWith("\n");
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
