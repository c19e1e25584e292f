package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.KeyDescription;
import dev.gradus.payload.Keyset;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the keys of a keyset. */
@Command(name = "list", description = "Lists the keys of a keyset; no secret is shown.")
final class ListKeysCommand implements Callable<Integer> {

    @Mixin
    private KeysetOption keyset = new KeysetOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Keyset read = Keyset.load(keyset.file())) {
            out.println("generation " + read.generation());
            read.keys().forEach(key -> out.println(line(key)));
            read.destroyed().forEach((id, time) -> out.println(id + " destroyed " + time));
        }
        return ExitCode.DONE;
    }

    private static String line(KeyDescription key) {
        StringBuilder line = new StringBuilder(key.id())
                .append(' ')
                .append(key.state().toString().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(key.form().toString().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(key.algorithm());
        key.added().ifPresent(time -> line.append(" added ").append(time));
        key.notBefore().ifPresent(time -> line.append(" not-before ").append(time));
        key.sealUntil().ifPresent(time -> line.append(" seal-until ").append(time));
        key.openUntil().ifPresent(time -> line.append(" open-until ").append(time));
        if (!key.topics().isEmpty()) {
            line.append(" topics ").append(key.topics());
        }
        if (!key.senders().isEmpty()) {
            line.append(" senders ").append(key.senders());
        }
        return line.toString();
    }
}
