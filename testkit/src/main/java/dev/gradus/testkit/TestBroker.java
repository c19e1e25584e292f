package dev.gradus.testkit;

import dev.gradus.broker.BrokerSettings;
import dev.gradus.broker.RunningBroker;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A broker for tests, with all that a client needs to connect to it. Shared by many tests, and so closed by nobody but
 * JUnit. Safe for use by many threads.
 */
public final class TestBroker implements AutoCloseable {

    /**
     * Which broker a test asks for. Immutable.
     *
     * @param kind the broker
     * @param security how it is secured
     */
    record Target(BrokerKind kind, BrokerSecurity security) {}

    private static final String USERNAME = "tester";

    private final BrokerKind kind;
    private final BrokerSecurity security;
    private final BrokerSettings settings;
    private final RunningBroker broker;
    private final TestFiles files;
    private final char @Nullable [] password;

    private TestBroker(
            Target target, BrokerSettings settings, RunningBroker broker, TestFiles files, char @Nullable [] password) {
        this.kind = target.kind();
        this.security = target.security();
        this.settings = settings;
        this.broker = broker;
        this.files = files;
        this.password = password;
    }

    static TestBroker start(Target target) {
        BrokerSecurity security = target.security();
        TestFiles files = TestFiles.create();
        try {
            BrokerSettings settings = BrokerSettings.plain();
            char[] password = null;
            if (security.hasTls()) {
                TestCertificates certificates = TestCertificates.create();
                files.writeCa(certificates.authority());
                settings = settings.tls(certificates.good());
            }
            if (security.hasPassword()) {
                password = randomPassword();
                files.writePassword(password);
                settings = settings.password(USERNAME, password);
            }
            return new TestBroker(target, settings, target.kind().start(settings), files, password);
        } catch (RuntimeException e) {
            files.delete();
            throw e;
        }
    }

    private static char[] randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).toCharArray();
    }

    /**
     * Which broker it is.
     *
     * @return the kind
     */
    public BrokerKind kind() {
        return kind;
    }

    /**
     * How it is secured.
     *
     * @return the security
     */
    public BrokerSecurity security() {
        return security;
    }

    /**
     * What the broker was told.
     *
     * @return the settings, to start another broker that takes the same clients
     */
    public BrokerSettings settings() {
        return settings;
    }

    /**
     * Where a client connects to.
     *
     * @return {@code mqtts://localhost:PORT} with TLS, {@code mqtt://localhost:PORT} without
     */
    public String address() {
        return broker.address();
    }

    /**
     * The name that the broker's certificate bears.
     *
     * @return {@code localhost}
     */
    public String host() {
        return broker.host();
    }

    /**
     * The port on which the broker listens.
     *
     * @return 1 to 65,535
     */
    public int port() {
        return broker.port();
    }

    /**
     * The name of the one user that is let in.
     *
     * @return the name
     * @throws IllegalStateException if everybody is let in
     */
    public String username() {
        requirePassword();
        return USERNAME;
    }

    /**
     * The user's password, which is another one in each JVM.
     *
     * @return a copy, for the caller to wipe
     * @throws IllegalStateException if everybody is let in
     */
    public char[] password() {
        return requirePassword().clone();
    }

    /**
     * A file that has the user's password in UTF-8 and nothing else, no line feed either, and is its owner's alone.
     *
     * @return the file, which goes with the broker
     * @throws IllegalStateException if everybody is let in
     */
    public Path passwordFile() {
        requirePassword();
        return files.password();
    }

    /**
     * A PEM file that has the certificate of the authority that issued the broker's.
     *
     * @return the file, which goes with the broker
     * @throws IllegalStateException if the broker speaks no TLS
     */
    public Path caFile() {
        if (!security.hasTls()) {
            throw new IllegalStateException("a broker with TLS has an authority, found " + security
                    + ": ask for BrokerSecurity.TLS or TLS_PASSWORD");
        }
        return files.ca();
    }

    private char[] requirePassword() {
        if (password == null) {
            throw new IllegalStateException("a broker with a password has a user, found " + security
                    + ": ask for BrokerSecurity.PASSWORD or TLS_PASSWORD");
        }
        return password;
    }

    /**
     * Stops the broker and removes its files. For JUnit alone: a test that closes it takes it from all others.
     *
     * @throws dev.gradus.broker.BrokerException if something of the broker could not be stopped or removed
     */
    @Override
    public void close() {
        try {
            broker.close();
        } finally {
            files.delete();
            if (password != null) {
                Arrays.fill(password, '\0');
            }
        }
    }

    /**
     * Says which broker it is.
     *
     * @return kind, security and address, without the password
     */
    @Override
    public String toString() {
        return "TestBroker[" + kind + ", " + security + ", " + address() + "]";
    }
}
