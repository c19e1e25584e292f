package dev.gradus.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import dev.gradus.message.Qos;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    @Test
    void text_wholeMatrix_twoFiguresTablesAndNotes() throws Exception {
        String page = write("report-full", Sample.matrix(15));
        Document document = parse(page);

        List<Element> figures = elements(document, "svg");
        assertThat(figures).hasSize(2);
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.getNamespaceURI()).isEqualTo(SVG);
            assertThat(figure.getAttribute("role")).isEqualTo("img");
            assertThat(figure.getAttribute("aria-label")).contains("message size");
            assertThat(figure.getAttribute("viewBox")).isEqualTo("0 0 560 370");
            assertThat(figure.hasAttribute("width")).isFalse();
        });
        assertThat(elements(document, "table")).hasSize(5);
        assertThat(document.getDocumentElement().getTextContent())
                .contains("with 10,000 messages (QoS 1, warm JVM)")
                .contains("All 25 cells of the source\u2019s matrix were run.")
                .contains("over 15 rounds")
                .contains("Failed runs: messages missing or too many")
                .contains("9,997")
                .contains("clients on, broker unknown");
    }

    @Test
    void text_wholeMatrix_refersToNothingOutside() throws Exception {
        String page = write("report-outside", Sample.matrix(2));

        assertThat(page.replace("\"" + SVG + "\"", "").replace("\"" + XHTML + "\"", ""))
                .doesNotContain("http://", "https://", "src=", "@import", "NaN", "{{");
    }

    @Test
    void text_wholeMatrix_idsOnceEachAndAllDefined() throws Exception {
        Document document = parse(write("report-ids", Sample.matrix(2)));

        List<String> ids = new ArrayList<>();
        List<String> used = new ArrayList<>();
        for (Element element : elements(document, "*")) {
            if (element.hasAttribute("id")) {
                ids.add("url(#" + element.getAttribute("id") + ")");
            }
            if (element.hasAttribute("clip-path")) {
                used.add(element.getAttribute("clip-path"));
            }
        }
        assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
        assertThat(ids).containsAll(used);
    }

    @Test
    void text_sameRunsTwice_samePage() throws Exception {
        List<Run> runs = Sample.matrix(3);

        assertThat(write("report-again", runs)).isEqualTo(write("report-again", runs));
    }

    @Test
    void text_hostileValues_escaped() throws Exception {
        String hostile = "<script>alert('x' & \"y\")</script>\u0000{{style}}$1\\";
        String page = HtmlReport.text(Findings.of(Sample.environment(hostile), List.of(Sample.run(1, "L0", 1))));

        assertThat(page).doesNotContain("<script");
        assertThat(elements(parse(page), "code").get(0).getTextContent())
                .isEqualTo(hostile.replace('\u0000', '\uFFFD'));
    }

    @Test
    void text_nothing_saysSo() throws Exception {
        Document document = parse(write("report-empty", List.of()));

        assertThat(text(document)).contains("No run was measured: there is nothing to show.");
        assertThat(elements(document, "svg")).isEmpty();
    }

    @Test
    void text_noL0_timesWithoutRatios() throws Exception {
        Document document = parse(write("report-no-l0", List.of(Sample.run(1, "L1", 5), Sample.run(2, "L1", 6))));

        assertThat(text(document))
                .contains("L0 was not run, so no level can be compared with it.")
                .contains("No level shares a cell that arrived whole with L0")
                .contains("Run, but without a figure to compare: L1.");
        assertThat(elements(document, "svg")).hasSize(1);
    }

    @Test
    void text_allFailed_namesThem() throws Exception {
        List<Run> runs = List.of(Sample.failed(1, "L0"), Sample.failed(1, "L1"), Sample.failed(2, "L1"));
        Document document = parse(write("report-failed", runs));

        assertThat(text(document))
                .contains("3 of 3 runs failed")
                .contains("1\u20132")
                .contains("No run arrived whole")
                .contains("Run, but without a figure to compare: L0, L1.");
        assertThat(elements(document, "svg")).isEmpty();
    }

    @Test
    void text_levelThatFailsAtOneSize_gapNotZero() throws Exception {
        Setting big = new Setting("L1", new Cell(5000, 100), Sample.WARM);
        List<Run> runs = List.of(
                Sample.run(1, "L0", 1),
                Sample.run(1, "L1", 2),
                Sample.run(1, big.baseline(), 5),
                Sample.failed(1, big));
        Document document = parse(write("report-gap", runs));

        assertThat(elements(document, "svg")).hasSize(2);
        assertThat(elements(document, "td")).extracting(Node::getTextContent).contains("failed", "2.00", "0 of 1");
    }

    @Test
    void text_warmColdAndBothQos_sectionEach() throws Exception {
        List<Run> runs = new ArrayList<>();
        for (Qos qos : List.of(Qos.AT_MOST_ONCE, Qos.AT_LEAST_ONCE)) {
            for (boolean warm : new boolean[] {true, false}) {
                Setting level = new Setting("L1", new Cell(250, 7), new Mode(qos, warm));
                runs.add(Sample.run(1, level, 3));
                runs.add(Sample.run(1, level.baseline(), 2));
            }
        }
        Document document = parse(write("report-modes", runs));

        assertThat(elements(document, "h2"))
                .extracting(Node::getTextContent)
                .containsSubsequence("QoS 0, warm JVM", "QoS 1, warm JVM", "QoS 0, cold JVM", "QoS 1, cold JVM");
        assertThat(text(document))
                .contains("L1 (cold)")
                .contains("More than one QoS was run")
                .contains("0 of its 25 cells, and 1 with a number of messages that the source does not have.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|One round was measured: there are no intervals",
                "5|With 5 rounds no 95 % interval of a median exists",
                "14|With fewer than 15 rounds small differences may be noise",
                "15|A difference counts where the interval does not reach across 1.00"
            })
    void text_rounds_saysWhatTheyAreWorth(int rounds, String note) throws Exception {
        List<Run> runs = IntStream.rangeClosed(1, rounds)
                .boxed()
                .flatMap(round -> List.of(Sample.run(round, "L0", 10), Sample.run(round, "L1", 11)).stream())
                .toList();

        assertThat(text(parse(HtmlReport.text(Findings.of(Sample.environment(), runs)))))
                .contains(note);
    }

    /** Writes into the build directory, where a person can look at the page. */
    private static String write(String name, List<Run> runs) throws Exception {
        Path directory = Path.of("target", name);
        ReportDirectory.write(
                directory, Sample.environment("gradus", "bench", "--rounds", "15", "--out", "target/" + name), runs);
        return Files.readString(directory.resolve(ReportDirectory.REPORT));
    }

    private static Document parse(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static String text(Document document) {
        return document.getDocumentElement().getTextContent();
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagNameNS("*", name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
