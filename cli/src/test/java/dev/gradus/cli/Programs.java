package dev.gradus.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Programs that a test needs and a machine may lack; the gate installs them. */
final class Programs {

    private Programs() {}

    /** The program's path; skips the test, and says so, where it is not installed. */
    static String find(String program) {
        String path = System.getenv("PATH");
        String found = Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!found.isEmpty(), program + " is not installed");
        return found;
    }

    /** Runs a command of openssl, and gives its exit code and all that it said. */
    static String openssl(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(find("openssl")));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.onExit().join().exitValue() + " " + said;
    }
}
