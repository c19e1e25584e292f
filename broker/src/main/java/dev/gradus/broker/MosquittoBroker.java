package dev.gradus.broker;

import dev.gradus.provision.MosquittoConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A mosquitto 2.x broker as a process of its own on 127.0.0.1, with its files in a temporary directory. Safe for use by
 * many threads.
 */
public final class MosquittoBroker implements RunningBroker {

    private static final int ATTEMPTS = 5;

    private final MosquittoProcess process;
    private final ScratchDirectory directory;
    private final int port;
    private final String address;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ExitHook exitHook;

    private MosquittoBroker(MosquittoProcess process, ScratchDirectory directory, int port, String address) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.address = address;
        this.exitHook = ExitHook.closing(this);
    }

    /**
     * Tells whether this machine has the program {@code mosquitto}: on the {@code PATH}, or where packages put it.
     *
     * @return true if {@link #start} finds it
     */
    public static boolean isInstalled() {
        return MosquittoBinary.find().isPresent();
    }

    /**
     * Starts a broker on a free port and returns when it accepts connections.
     *
     * @param settings who is let in, and whether TLS is spoken
     * @return the running broker
     * @throws BrokerException if mosquitto isn't installed or can't be started; the message has the end of its log
     */
    public static MosquittoBroker start(BrokerSettings settings) {
        return start(settings, FreePort::pick);
    }

    static MosquittoBroker start(BrokerSettings settings, IntSupplier ports) {
        Path binary = MosquittoBinary.find()
                .orElseThrow(() -> new BrokerException("the program mosquitto is neither on the PATH nor in "
                        + MosquittoBinary.USUAL_PLACES + ": install the package mosquitto"));
        PortTakenException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return startOn(ports.getAsInt(), settings, binary);
            } catch (PortTakenException e) {
                // Another program was faster between the port's choice and mosquitto's start.
                last = e;
            }
        }
        throw new BrokerException("mosquitto found its port taken " + ATTEMPTS + " times in a row: try again", last);
    }

    private static MosquittoBroker startOn(int port, BrokerSettings settings, Path binary) throws PortTakenException {
        ScratchDirectory directory = ScratchDirectory.create();
        MosquittoProcess process = null;
        try {
            Path configuration = directory.resolve("mosquitto.conf");
            configuration(port, settings, directory).write(configuration);
            process = MosquittoProcess.start(
                    binary, configuration, directory.resolve("log"), environment(settings, directory));
            process.awaitRunning();
            return new MosquittoBroker(process, directory, port, settings.address(port));
        } catch (IOException e) {
            stop(process, directory);
            throw new BrokerException("mosquitto did not start: see the cause", e);
        } catch (PortTakenException | RuntimeException e) {
            stop(process, directory);
            throw e;
        }
    }

    private static MosquittoConfiguration configuration(int port, BrokerSettings settings, ScratchDirectory directory)
            throws IOException {
        // As root mosquitto changes to an account of its own, which can't read this directory.
        MosquittoConfiguration configuration =
                MosquittoConfiguration.onLoopback(port).runAs(System.getProperty("user.name"));
        if (settings.certificate().isPresent()) {
            Path certificate = directory.resolve("server.crt");
            Path key = directory.resolve("server.key");
            settings.certificate().get().write(certificate, key);
            configuration = configuration.tls(certificate, key);
        }
        if (settings.clientAuthority().isPresent()) {
            Path authority = directory.resolve("clients.crt");
            MosquittoFiles.writeCertificate(settings.clientAuthority().get(), authority);
            configuration = configuration.clientCertificates(authority);
        }
        if (settings.presharedKeyFile().isPresent()) {
            configuration =
                    configuration.presharedKeys(settings.presharedKeyFile().get());
        }
        if (settings.identifiesClients() && settings.login().isEmpty()) {
            configuration = configuration.identityIsUser();
        }
        if (settings.login().isPresent()) {
            Path users = directory.resolve("users");
            MosquittoFiles.writeUsers(settings.login().get(), users);
            configuration = configuration.passwordFile(users);
        }
        return configuration;
    }

    /** Mosquitto has no option for the latest version that it speaks; the library under it has. */
    private static Map<String, String> environment(BrokerSettings settings, ScratchDirectory directory)
            throws IOException {
        return settings.isTls12Alone()
                ? Map.of(
                        "OPENSSL_CONF",
                        MosquittoFiles.writeTls12Alone(directory.resolve("openssl.cnf"))
                                .toString())
                : Map.of();
    }

    @Override
    public String version() {
        return process.version();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            exitHook.cancel();
            stop(process, directory);
        }
    }

    private static void stop(@Nullable MosquittoProcess process, ScratchDirectory directory) {
        try {
            if (process != null) {
                process.stop();
            }
        } finally {
            directory.delete();
        }
    }
}
