package dev.gradus.tls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server of openssl, for certificates, versions and suites that the JDK would not serve. Sends lines back reversed. */
final class OpensslServer implements AutoCloseable {

    private static final String LISTENS = "ACCEPT 127.0.0.1:";

    private final Process process;
    private final int port;

    private OpensslServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static OpensslServer start(Issued identity, Path folder, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "-cert",
                identity.writeTo(folder.resolve("server.crt")).toString(),
                "-key",
                identity.writeKeyTo(folder.resolve("server.key")).toString()));
        if (identity.chain.size() > 1) {
            all.add("-cert_chain");
            all.add(identity.writeAboveTo(folder.resolve("server.chain")).toString());
        }
        all.addAll(options);
        return start(all);
    }

    static OpensslServer start(List<String> options) throws IOException {
        assumeTrue(isInstalled(), "openssl is not installed");
        List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-rev"));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new OpensslServer(process, port(process.inputReader(StandardCharsets.UTF_8)));
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static int port(BufferedReader output) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENS)) {
                return Integer.parseInt(line.substring(LISTENS.length()));
            }
            said.add(line);
        }
        throw new IOException("openssl does not listen: " + said);
    }
}
