package dev.gradus.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server of openssl, for certificates, versions and suites that the JDK would not serve. Sends lines back reversed. */
final class OpensslServer implements AutoCloseable {

    private static final String LISTENS = "ACCEPT 127.0.0.1:";

    private final Process process;
    private final BufferedReader output;
    private final int port;

    private OpensslServer(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(said(LISTENS));
    }

    /** A server that sends each line back in reverse. */
    static OpensslServer start(Issued identity, Path folder, List<String> options) throws IOException {
        List<String> all = withIdentity(identity, folder, options);
        all.add("-rev");
        return run(all).drained();
    }

    /** The same without a certificate. */
    static OpensslServer start(List<String> options) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-rev");
        return run(all).drained();
    }

    /** What it says of each connection would fill the pipe otherwise, and stop it. */
    private OpensslServer drained() {
        Thread reader = new Thread(this::drain, "openssl-output");
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    private void drain() {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // Closed with the process.
        }
    }

    private static List<String> withIdentity(Issued identity, Path folder, List<String> options) throws IOException {
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
        return all;
    }

    private static OpensslServer run(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Programs.find("openssl"), "s_server", "-accept", "127.0.0.1:0"));
        command.addAll(options);
        return new OpensslServer(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits for a line that starts so, and gives the rest of it. */
    private String said(String prefix) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
            said.add(line);
        }
        throw new IOException("openssl does not say '" + prefix + "': " + said);
    }
}
