package dev.gradus.tls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Programs that a test needs and a machine may lack; the gate installs them. */
final class Programs {

    /** Where Debian has daemons; not on every user's path. */
    private static final String DAEMONS = "/usr/sbin";

    private Programs() {}

    /** The program's path; skips the test, and says so, where it is not installed. */
    static String find(String program) {
        String path = System.getenv("PATH");
        String found = Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of(DAEMONS))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!found.isEmpty(), program + " is not installed");
        return found;
    }
}
