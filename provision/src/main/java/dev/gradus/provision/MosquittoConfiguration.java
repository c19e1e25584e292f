package dev.gradus.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a mosquitto 2.x broker with one listener on 127.0.0.1 that loses and keeps nothing: queues have
 * no limit, and no state is written to disk. Immutable.
 */
public final class MosquittoConfiguration {

    private static final int MAX_PORT = 65_535;

    private final int port;
    private final @Nullable String user;
    private final @Nullable Path passwordFile;
    private final @Nullable Path certificateFile;
    private final @Nullable Path keyFile;

    private MosquittoConfiguration(
            int port,
            @Nullable String user,
            @Nullable Path passwordFile,
            @Nullable Path certificateFile,
            @Nullable Path keyFile) {
        this.port = port;
        this.user = user;
        this.passwordFile = passwordFile;
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
    }

    /**
     * A listener on 127.0.0.1 that is open to all and in clear, until more is said.
     *
     * @param port the port, 1 to 65,535
     * @return the configuration
     * @throws IllegalArgumentException if the port is another number
     */
    public static MosquittoConfiguration onLoopback(int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "a port is 1 to " + MAX_PORT + ", found " + port + ": choose a free one");
        }
        return new MosquittoConfiguration(port, null, null, null, null);
    }

    /**
     * The same configuration for a broker that is started by root, which otherwise changes to the user
     * {@code mosquitto} and can't read files of others.
     *
     * @param account the account under which the broker runs: 1 to 32 letters, figures, {@code _}, {@code .} and
     *     {@code -}; without effect unless root starts the broker
     * @return a new configuration
     * @throws IllegalArgumentException if the account has another form
     */
    public MosquittoConfiguration runAs(String account) {
        if (!account.matches("[A-Za-z0-9_.-]{1,32}")) {
            throw new IllegalArgumentException(
                    "an account is 1 to 32 letters, figures, \"_\", \".\" and \"-\", found \"" + account
                            + "\": give the name of an account of this machine");
        }
        return new MosquittoConfiguration(port, account, passwordFile, certificateFile, keyFile);
    }

    /**
     * The same configuration with the users of a file alone let in.
     *
     * @param file the password file, see {@link MosquittoPasswordFile}
     * @return a new configuration
     * @throws IllegalArgumentException if the path has a line break
     */
    public MosquittoConfiguration passwordFile(Path file) {
        return new MosquittoConfiguration(port, user, absolute(file), certificateFile, keyFile);
    }

    /**
     * The same configuration with TLS 1.2 or later.
     *
     * @param certificates the server's chain as PEM
     * @param key the server's key as PEM
     * @return a new configuration
     * @throws IllegalArgumentException if a path has a line break
     */
    public MosquittoConfiguration tls(Path certificates, Path key) {
        return new MosquittoConfiguration(port, user, passwordFile, absolute(certificates), absolute(key));
    }

    /**
     * The text of the configuration file.
     *
     * @return the lines, each with a line feed
     */
    public String render() {
        StringBuilder text = new StringBuilder("# Made by Gradus.\n")
                .append("persistence false\n")
                // The broker writes small packets at once; its default waits for the peer's acknowledgement.
                .append("set_tcp_nodelay true\n")
                // Beyond its limits the broker drops messages without a word; 0 is no limit. A packet's size has
                // no limit unless max_packet_size is set.
                .append("max_queued_messages 0\n")
                .append("max_queued_bytes 0\n")
                .append("sys_interval 0\n")
                .append("log_dest stderr\n");
        if (user != null) {
            line(text, "user", user);
        }
        text.append("listener ").append(port).append(" 127.0.0.1\n");
        line(text, "allow_anonymous", passwordFile == null);
        if (passwordFile != null) {
            line(text, "password_file", passwordFile);
        }
        if (certificateFile != null && keyFile != null) {
            line(text, "certfile", certificateFile);
            line(text, "keyfile", keyFile);
            // The lowest version that is spoken; 1.3 is spoken too.
            line(text, "tls_version", "tlsv1.2");
        }
        return text.toString();
    }

    /**
     * Writes the configuration. The file has no secret.
     *
     * @param file the file to make
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name, which stays as it is
     * @throws IOException if the file can't be written
     */
    public void write(Path file) throws IOException {
        NewFile.everyone(file, render().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append(' ').append(value).append('\n');
    }

    private static Path absolute(Path file) {
        Path absolute = file.toAbsolutePath();
        if (absolute.toString().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a path in a configuration is one line, found a control character in it: choose another path");
        }
        return absolute;
    }
}
