package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Runs commands of openssl, which writes keys as other tools do. */
final class Openssl {

    private Openssl() {}

    /** Runs one and gives the file that it wrote, for its owner alone. */
    static Path make(Path file, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Programs.find("openssl"), arguments[0], "-out", file.toString()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
