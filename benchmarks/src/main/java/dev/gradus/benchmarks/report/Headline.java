package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Environment;
import dev.gradus.benchmarks.matrix.Machine;
import dev.gradus.benchmarks.matrix.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, what came out, and on what. Stateless and thread-safe. */
final class Headline {
    private Headline() {}

    static Markup lead(Findings findings) {
        Tally tally = findings.tally();
        if (findings.runs().isEmpty()) {
            return Markup.element("p", "No run was measured.").attribute("class", "lead");
        }
        String what = "Time from the first publish until the subscriber has every message, at "
                + String.join(", ", tally.levels()) + ": "
                + Formats.count(tally.cells().size())
                + (tally.cells().size() == 1 ? " cell, " : " cells, ") + Formats.count(tally.rounds())
                + (tally.rounds() == 1 ? " round, " : " rounds, ")
                + Formats.count(findings.runs().size())
                + (findings.runs().size() == 1 ? " run." : " runs.");
        return Markup.element("p", what).attribute("class", "lead");
    }

    static Markup summary(Findings findings) {
        if (findings.summary().levels().isEmpty()) {
            return Markup.element("p", "No level could be compared with L0; the notes say why.");
        }
        Table table = new Table(
                "Time as a multiple of L0, over all cells shared with L0",
                1,
                List.of("level", "cells", "median ratio", "largest ratio"));
        findings.summary()
                .levels()
                .forEach((name, level) -> table.row(List.of(
                        name,
                        Integer.toString(level.cells()),
                        Formats.ratio(level.medianRatio()),
                        Formats.ratio(level.maxRatio()))));
        findings.summary().failed().forEach(name -> table.row(List.of(name, "0", Formats.NONE, Formats.NONE)));
        return table.markup();
    }

    static Markup environment(Environment environment) {
        Machine machine = environment.machine();
        Wire wire = environment.wire();
        String model = machine.cpuModel().isEmpty() ? "model unknown" : machine.cpuModel();
        List<Map.Entry<String, String>> lines = List.of(
                Map.entry("Started", environment.invocation().started().toString()),
                Map.entry("Processor", machine.cpus() + " \u00d7 " + model),
                Map.entry("System", machine.os()),
                Map.entry("Java", machine.javaVersion() + ", " + machine.javaVm()),
                Map.entry(
                        "Broker",
                        environment.broker().name() + " " + environment.broker().version()),
                Map.entry("Transport", wire.transport()),
                Map.entry("TCP_NODELAY", "clients " + lower(wire.client()) + ", broker " + lower(wire.broker())),
                Map.entry("Warm-up", environment.invocation().warmedUp() ? "done before the first run" : "none"));
        List<Markup> list = new ArrayList<>();
        lines.forEach(line -> list.add(entry(line.getKey(), Markup.text(line.getValue()))));
        String command = String.join(" ", environment.invocation().command());
        list.add(entry("Command", Markup.element("code", command)));
        return Markup.element("dl", list);
    }

    private static Markup entry(String name, Markup value) {
        return Markup.element("div", Markup.element("dt", name), Markup.element("dd", value));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
