package dev.gradus.broker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.utils.VersionLoader;
import org.jspecify.annotations.Nullable;

/**
 * An ActiveMQ Artemis broker inside this JVM, for MQTT 3.1, 3.1.1 and 5 on 127.0.0.1. Keeps nothing beyond its end and
 * loses nothing before: what doesn't fit into memory goes to a temporary directory. Safe for use by many threads.
 */
public final class EmbeddedBroker implements RunningBroker {

    private static final long START_SECONDS = 30;

    private final ActiveMQServer server;
    private final ScratchDirectory directory;
    private final int port;
    private final String address;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ExitHook exitHook;

    private EmbeddedBroker(ActiveMQServer server, ScratchDirectory directory, int port, String address) {
        this.server = server;
        this.directory = directory;
        this.port = port;
        this.address = address;
        this.exitHook = ExitHook.closing(this);
    }

    /**
     * Starts a broker on a free port and returns when it accepts connections.
     *
     * @param settings who is let in, and whether TLS is spoken
     * @return the running broker
     * @throws BrokerException if the broker can't be started
     * @throws IllegalArgumentException if the settings have pre-shared keys, which need mosquitto
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        return start(settings, 0);
    }

    /**
     * Starts a broker on a given port and returns when it accepts connections.
     *
     * @param settings as in {@link #start(BrokerSettings)}
     * @param port 1 to 65,535, or 0 for a free one
     * @return the running broker
     * @throws BrokerException if the broker can't be started, as when another program has the port
     * @throws IllegalArgumentException if the settings have pre-shared keys, which need mosquitto
     */
    public static EmbeddedBroker start(BrokerSettings settings, int port) {
        if (settings.presharedKeyFile().isPresent()) {
            throw new IllegalArgumentException(
                    "the embedded broker has TLS with certificates alone, found pre-shared keys: use mosquitto for these");
        }
        ScratchDirectory directory = ScratchDirectory.create();
        ActiveMQServer server = null;
        try {
            server = new ActiveMQServerImpl(
                    ArtemisConfiguration.of(settings, port, directory), new SingleUserSecurity(settings.login()));
            int listening = listen(server);
            return new EmbeddedBroker(server, directory, listening, settings.address(listening));
        } catch (Exception | LinkageError e) {
            // A class path with other versions of Artemis' libraries shows as a LinkageError.
            BrokerException failure = new BrokerException("the embedded broker did not start: see the cause", e);
            try {
                stop(server, directory);
            } catch (BrokerException suppressed) {
                failure.addSuppressed(suppressed);
            }
            throw failure;
        }
    }

    private static int listen(ActiveMQServer server) throws Exception {
        server.start();
        if (!server.waitForActivation(START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the broker is not active after " + START_SECONDS + " s");
        }
        Acceptor acceptor = server.getRemotingService().getAcceptor(ArtemisConfiguration.ACCEPTOR);
        if (acceptor instanceof NettyAcceptor netty && netty.getActualPort() > 0) {
            return netty.getActualPort();
        }
        throw new IllegalStateException("the broker is active but listens on no port");
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
    public String version() {
        return VersionLoader.getVersion().getFullVersion();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            exitHook.cancel();
            stop(server, directory);
        }
    }

    private static void stop(@Nullable ActiveMQServer server, ScratchDirectory directory) {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (Exception e) {
            throw new BrokerException("the embedded broker did not stop cleanly: see the cause", e);
        } finally {
            directory.delete();
        }
    }
}
