package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.Keyset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes keys for other libraries. */
@Command(
        name = "export",
        description =
                "Writes the keys that may still be used, secrets included, to standard output as a COSE_KeySet (RFC 9052),"
                        + " which other libraries read. Times, topics and senders have no place in it.",
        footer = "%nExample: (umask 077; gradus keys export --keyset keyset.json a1b2c3d4 > device.cbor)")
final class ExportKeysCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private KeysetOption keyset = new KeysetOption();

    @Parameters(paramLabel = "KEY-ID", description = "the only keys to write; all if left out")
    private List<String> ids = new ArrayList<>();

    ExportKeysCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Keyset read = Keyset.load(keyset.file())) {
            byte[] keys = read.toCoseKeySet(ids.toArray(String[]::new));
            console.out().write(keys, 0, keys.length);
            console.out().flush();
            Arrays.fill(keys, (byte) 0);
        }
        return ExitCode.DONE;
    }
}
