package dev.gradus.tls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A server of GnuTLS, for what neither the JDK nor openssl serves. */
final class GnutlsServer implements AutoCloseable {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String PROGRAM = "gnutls-server.py";
    private static final String LISTENS = "ACCEPT 127.0.0.1:";
    private static final String HANDSHAKE = "handshake: ";

    private final Process process;
    private final BufferedReader output;
    private final int port;

    private GnutlsServer(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(said(LISTENS));
    }

    static GnutlsServer start(Issued identity, Path folder, String priorities) throws IOException {
        Path program = folder.resolve(PROGRAM);
        try (InputStream in = GnutlsServer.class.getResourceAsStream(PROGRAM)) {
            Files.copy(in, program, StandardCopyOption.REPLACE_EXISTING);
        }
        assumeTrue(isInstalled(), "GnuTLS is not installed");
        return new GnutlsServer(new ProcessBuilder(
                        PYTHON,
                        program.toString(),
                        priorities,
                        identity.writeChainTo(folder.resolve("server.crt")).toString(),
                        identity.writeKeyTo(folder.resolve("server.key")).toString())
                .redirectErrorStream(true)
                .start());
    }

    private static boolean isInstalled() throws IOException {
        return new ProcessBuilder(PYTHON, "-c", "import ctypes; ctypes.CDLL('libgnutls.so.30')")
                        .start()
                        .onExit()
                        .join()
                        .exitValue()
                == 0;
    }

    int port() {
        return port;
    }

    /** How the next handshake ended for it. */
    String outcome() throws IOException {
        return said(HANDSHAKE);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private String said(String prefix) throws IOException {
        String line = output.readLine();
        if (line == null || !line.startsWith(prefix)) {
            throw new IOException("expected '" + prefix + "' of GnuTLS, found " + line);
        }
        return line.substring(prefix.length());
    }
}
