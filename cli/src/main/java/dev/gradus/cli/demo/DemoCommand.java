package dev.gradus.cli.demo;

import dev.gradus.cli.spi.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows all levels on brokers of its own, and checks that each hides what it must. */
@Command(
        name = "demo",
        description =
                "Publishes one reading at each level through a recording proxy, on embedded brokers, and prints what"
                        + " arrived and what an eavesdropper read. Needs nothing installed.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final String[] HEAD = {
        "level", "subscriber got", "payload read", "topic read", "password read", "bytes", "ms", ""
    };
    private static final int[] WIDTHS = {7, 16, 14, 12, 15, 7, 9, 14};

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command that picocli fills. */
    public DemoCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println("One reading, published at each level to an embedded broker, with a recorder on the wire:");
        out.println();
        out.flush();
        List<Showing> showings = showings();
        out.println(table(showings));
        out.printf(
                "bytes and ms are of one message at QoS 1 with its acknowledgement: mean and median of %d, after %d to"
                        + " warm up.%n",
                Demonstration.TIMED, Demonstration.WARM_UP);
        boolean good = showings.stream().allMatch(Showing::asItMustBe);
        out.println(good ? "Every level hid what it must." : "A level did not do what it must.");
        out.flush();
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static List<Showing> showings() throws Exception {
        List<Showing> showings = new ArrayList<>();
        try (DemoSecrets secrets = new DemoSecrets()) {
            for (Scene scene : secrets.scenes()) {
                showings.add(new Demonstration(scene, secrets.mark(), secrets.password()).run());
            }
        }
        return showings;
    }

    private static String table(List<Showing> showings) {
        Column[] columns = new Column[WIDTHS.length];
        for (int i = 0; i < WIDTHS.length; i++) {
            columns[i] = new Column(WIDTHS[i], 0, Column.Overflow.SPAN);
        }
        ColorScheme plain = new ColorScheme.Builder(Ansi.OFF).build();
        TextTable table = TextTable.forColumns(plain, columns);
        table.addRowValues(HEAD);
        showings.forEach(showing -> table.addRowValues(showing.cells()));
        return table.toString();
    }
}
