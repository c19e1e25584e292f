package dev.gradus.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.benchmarks.matrix.Environment;
import dev.gradus.benchmarks.matrix.Invocation;
import dev.gradus.benchmarks.matrix.Machine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Writes a summary as JSON (RFC 8259). Stateless and thread-safe.
 */
final class SummaryJson {
    /*
     * {"schema":1,
     *  "environment":{...},
     *  "levels":{"L2-A128GCM":{"cells":25,"medianRatio":1.04,"maxRatio":1.2}},
     *  "failed":["L3-TLS13"]}      only if a level that was run has no figure
     *
     * Whoever changes the meaning of a key counts the schema up.
     */
    private static final int SCHEMA = 1;
    private static final int DIGITS = 4;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private SummaryJson() {}

    /**
     * The text of a summary.
     *
     * @param findings what was found
     * @return JSON with a line feed at its end; it has no NaN
     */
    static String text(Findings findings) {
        Summary summary = findings.summary();
        JsonObject levels = new JsonObject();
        summary.levels().forEach((name, ratios) -> levels.add(name, level(ratios)));
        JsonObject root = new JsonObject();
        root.addProperty("schema", SCHEMA);
        root.add("environment", environment(findings));
        root.add("levels", levels);
        if (!summary.failed().isEmpty()) {
            root.add("failed", GSON.toJsonTree(summary.failed()));
        }
        return GSON.toJson(root) + "\n";
    }

    private static JsonObject level(LevelRatios ratios) {
        JsonObject level = new JsonObject();
        level.addProperty("cells", ratios.cells());
        level.addProperty("medianRatio", rounded(ratios.medianRatio()));
        level.addProperty("maxRatio", rounded(ratios.maxRatio()));
        return level;
    }

    private static BigDecimal rounded(double ratio) {
        return BigDecimal.valueOf(ratio).setScale(DIGITS, RoundingMode.HALF_EVEN);
    }

    private static JsonObject environment(Findings findings) {
        Environment environment = findings.environment();
        JsonObject json = new JsonObject();
        Invocation invocation = environment.invocation();
        json.addProperty("started", invocation.started().toString());
        JsonArray command = new JsonArray();
        invocation.command().forEach(command::add);
        json.add("command", command);
        json.addProperty("warmedUp", invocation.warmedUp());
        Machine machine = environment.machine();
        json.addProperty("javaVersion", machine.javaVersion());
        json.addProperty("javaVm", machine.javaVm());
        json.addProperty("os", machine.os());
        json.addProperty("cpus", machine.cpus());
        json.addProperty("cpuModel", machine.cpuModel());
        json.addProperty("broker", environment.broker().name());
        json.addProperty("brokerVersion", environment.broker().version());
        json.addProperty("transport", environment.wire().transport());
        json.addProperty("clientTcpNoDelay", lower(environment.wire().client()));
        json.addProperty("brokerTcpNoDelay", lower(environment.wire().broker()));
        json.addProperty("rounds", findings.tally().rounds());
        json.addProperty("runs", findings.runs().size());
        json.addProperty("failedRuns", findings.tally().failed().size());
        return json;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
