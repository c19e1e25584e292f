package dev.gradus.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration of a mosquitto 2.x broker with one listener that loses and keeps nothing: queues have no limit, and no
 * state is written to disk. Immutable.
 */
public final class MosquittoConfiguration {

    private static final int MAX_PORT = 65_535;
    private static final String ANONYMOUS = "allow_anonymous";
    private static final String USER = "user";
    private static final String TRUE = "true";

    private final String listener;

    /** Options with their values, in their order: those of the broker, and those of the listener. */
    private final Map<String, String> broker;

    private final Map<String, String> options;

    private MosquittoConfiguration(String listener, Map<String, String> broker, Map<String, String> options) {
        this.listener = listener;
        this.broker = broker;
        this.options = options;
    }

    /**
     * A listener on 127.0.0.1 that is open to all and in clear, until more is said.
     *
     * @param port the port, 1 to 65,535
     * @return the configuration
     * @throws IllegalArgumentException if the port is another number
     */
    public static MosquittoConfiguration onLoopback(int port) {
        return on("127.0.0.1", port);
    }

    /**
     * A listener that is open to all and in clear, until more is said.
     *
     * @param address an IPv4 or IPv6 address of this machine in figures; {@code 0.0.0.0} or {@code ::} for all of them
     * @param port the port, 1 to 65,535
     * @return the configuration
     * @throws IllegalArgumentException if the address or the port has another form
     */
    public static MosquittoConfiguration on(String address, int port) {
        requirePort(port);
        Names.requireAddress(address);
        return new MosquittoConfiguration(port + " " + address, Map.of(), Map.of(ANONYMOUS, TRUE));
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
        return new MosquittoConfiguration(listener, Map.of(USER, account), options);
    }

    /**
     * The same configuration with the users of a file alone let in.
     *
     * @param file the password file, see {@link MosquittoPasswordFile}
     * @return a new configuration
     * @throws IllegalArgumentException if the path has a line break
     */
    public MosquittoConfiguration passwordFile(Path file) {
        return with(ANONYMOUS, "false", "password_file", absolute(file));
    }

    /**
     * The same configuration with what each user may do.
     *
     * @param file the rules, see {@link MosquittoAccessFile}
     * @return a new configuration
     * @throws IllegalArgumentException if the path has a line break
     */
    public MosquittoConfiguration accessFile(Path file) {
        return with("acl_file", absolute(file));
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
        // The lowest version that is spoken; 1.3 is spoken too.
        return with("certfile", absolute(certificates), "keyfile", absolute(key), "tls_version", "tlsv1.2");
    }

    /**
     * The same configuration with those clients alone let in that have a certificate.
     *
     * @param authority the certificate of the authority that issues them, as PEM
     * @return a new configuration
     * @throws IllegalArgumentException if the path has a line break
     */
    public MosquittoConfiguration clientCertificates(Path authority) {
        return with("cafile", absolute(authority), "require_certificate", TRUE, ANONYMOUS, "false");
    }

    /**
     * The same configuration with TLS 1.2 or later by pre-shared keys, and those clients alone let in that have one.
     *
     * @param file the keys, see {@link MosquittoPskFile}
     * @return a new configuration
     * @throws IllegalArgumentException if the path has a line break
     */
    public MosquittoConfiguration presharedKeys(Path file) {
        return with("psk_file", absolute(file), "psk_hint", "gradus", "tls_version", "tlsv1.2", ANONYMOUS, "false");
    }

    /**
     * The same configuration with the name in a client's certificate, or the identity of its pre-shared key, as its user
     * name, whatever the client says. Without it the user is the one whose password the client sends.
     *
     * @return a new configuration
     */
    public MosquittoConfiguration identityIsUser() {
        return with("use_identity_as_username", TRUE);
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
        lines(text, broker);
        text.append("listener ").append(listener).append('\n');
        lines(text, options);
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

    /** The names of options, each with its value after it. */
    private MosquittoConfiguration with(String... more) {
        Map<String, String> all = new LinkedHashMap<>(options);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return new MosquittoConfiguration(listener, broker, all);
    }

    private static void lines(StringBuilder text, Map<String, String> options) {
        options.forEach(
                (key, value) -> text.append(key).append(' ').append(value).append('\n'));
    }

    static void requirePort(int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "a port is 1 to " + MAX_PORT + ", found " + port + ": choose a free one");
        }
    }

    private static String absolute(Path file) {
        String absolute = file.toAbsolutePath().toString();
        if (absolute.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a path in a configuration is one line, found a control character in it: choose another path");
        }
        return absolute;
    }
}
