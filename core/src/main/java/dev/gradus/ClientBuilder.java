package dev.gradus;

import dev.gradus.client.BrokerAddress;
import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.ConnectionState;
import dev.gradus.client.InFlight;
import dev.gradus.client.MqttVersion;
import dev.gradus.client.Refused;
import dev.gradus.client.Session;
import dev.gradus.engine.Engine;
import dev.gradus.engine.EngineParts;
import dev.gradus.engine.Strategies;
import dev.gradus.internal.Require;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.MqttTransport;
import dev.gradus.spi.ResourceGuard;
import dev.gradus.spi.Role;
import dev.gradus.spi.SecurityStrategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a client needs. Each option can be given once, in any order; {@link #build()} checks everything and
 * does no I/O. For one thread.
 *
 * @param <C> the kind of client
 */
public final class ClientBuilder<C> {

    private final List<BrokerAddress> addresses;
    private final Role role;
    private final Function<Engine, C> kind;
    private final Once<String> clientId = new Once<>("clientId");
    private final Once<List<SecurityStrategy>> security = new Once<>("security");
    private final Once<ResourceGuard> guard = new Once<>("constrainedTo");
    private final Once<MqttVersion> protocol = new Once<>("protocol");
    private final Once<Session> session = new Once<>("session");
    private final Once<Duration> keepAlive = new Once<>("keepAlive");
    private final Once<Duration> timeout = new Once<>("timeout");
    private final Once<InFlight> inFlight = new Once<>("inFlight");
    private final Once<MqttTransport> transport = new Once<>("transport");
    private final Once<Consumer<ConnectionState>> onState = new Once<>("onState");
    private final Once<Consumer<Refused>> onRefused = new Once<>("onRefused");
    private final Set<SecurityLevel> required = EnumSet.noneOf(SecurityLevel.class);
    private boolean cleartextPasswordAllowed;

    ClientBuilder(Role role, Function<Engine, C> kind, String... addresses) {
        Require.argument(addresses.length > 0, () -> "a client needs at least one broker's address, found none");
        this.addresses = Arrays.stream(addresses).map(BrokerAddress::parse).toList();
        this.role = role;
        this.kind = kind;
    }

    /**
     * The client's name at the broker (MQTT 3.1.1 §3.1.3.1), and its sender id where payloads are sealed.
     *
     * @param id 0 to 65,535 bytes in UTF-8, empty only for a clean session; by default a random one
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> clientId(String id) {
        clientId.set(id);
        return this;
    }

    /**
     * The security strategies, which together make the client's levels.
     *
     * @param strategies one or more, at most one of each kind
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> security(SecurityStrategy... strategies) {
        security.set(List.of(strategies));
        return this;
    }

    /**
     * Levels that the strategies have to give, wherever these come from. Calls add up.
     *
     * @param levels any
     * @return this
     */
    public ClientBuilder<C> require(SecurityLevel... levels) {
        required.addAll(List.of(levels));
        return this;
    }

    /**
     * Lets a password travel in clear. Anyone on the way can read it and use it.
     *
     * @return this
     */
    public ClientBuilder<C> allowCleartextPassword() {
        cleartextPasswordAllowed = true;
        return this;
    }

    /**
     * Holds the client to the means of a device.
     *
     * @param resourceGuard knows these means
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> constrainedTo(ResourceGuard resourceGuard) {
        guard.set(resourceGuard);
        return this;
    }

    /**
     * The version of the protocol.
     *
     * @param version by default {@link MqttVersion#MQTT_3_1_1}
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> protocol(MqttVersion version) {
        protocol.set(version);
        return this;
    }

    /**
     * Whether the broker keeps the session between connections.
     *
     * @param kind by default {@link Session#clean()}
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> session(Session kind) {
        session.set(kind);
        return this;
    }

    /**
     * The longest silence before a ping (MQTT 3.1.1 §3.1.2.10).
     *
     * @param silence 1 to 65,535 seconds; by default 60
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> keepAlive(Duration silence) {
        keepAlive.set(silence);
        return this;
    }

    /**
     * How long connecting to one address may take; a TLS handshake has 30 seconds at most, whatever is given here.
     *
     * @param atMost 1 ms to 1 hour; by default 30 seconds
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> timeout(Duration atMost) {
        timeout.set(atMost);
        return this;
    }

    /**
     * How many messages may be on their way at once; a publish above that waits.
     *
     * @param bound by default 1,000 messages, 20 of them at QoS 2
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> inFlight(InFlight bound) {
        inFlight.set(bound);
        return this;
    }

    /**
     * The implementation of the protocol.
     *
     * @param implementation by default the one that is on the class path or module path
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> transport(MqttTransport implementation) {
        transport.set(implementation);
        return this;
    }

    /**
     * Is told of each change of the connection, in order, on a thread of the client's.
     *
     * @param listener must not wait
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> onState(Consumer<ConnectionState> listener) {
        onState.set(listener);
        return this;
    }

    /**
     * Is given each message whose payload could not be opened, on the thread of the handlers.
     *
     * @param handler by default such messages are dropped, with a line in the debug log
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public ClientBuilder<C> onRefused(Consumer<Refused> handler) {
        onRefused.set(handler);
        return this;
    }

    /**
     * Checks everything and makes the client, which is not connected yet.
     *
     * @return the client
     * @throws IllegalStateException if no security was given, or not exactly one transport for the protocol is there
     * @throws IllegalArgumentException if an option is out of range, or options don't go together: two strategies of a
     *     kind, a required level that is missing, {@code mqtts} without L3 or {@code mqtt} with it, a password in clear
     *     that was not allowed, a kept session without a client id, a transport of another version, a client id that can't name a sender, a device that could not do this
     */
    public C build() {
        List<SecurityStrategy> given = security.orElse(List.of());
        Require.state(
                !given.isEmpty(),
                () -> "no security was given: name strategies in security(...), or say that there is none with"
                        + " security(NoSecurity.unprotected())");
        Strategies strategies = Strategies.of(given);
        new LevelRules(strategies, addresses).check(required, cleartextPasswordAllowed);
        ConnectionSettings settings = settings();
        EngineParts parts = new EngineParts(
                addresses,
                settings,
                identity(settings),
                role,
                transport(settings.version()),
                strategies,
                Optional.ofNullable(guard.orNull()),
                onState.orElse(state -> {}),
                onRefused.orElse(refused -> {}));
        parts.session();
        parts.guard().ifPresent(limits -> limits.check(parts.configuration()));
        return kind.apply(new Engine(parts));
    }

    private ConnectionSettings settings() {
        @Nullable String id = clientId.orNull();
        Require.argument(
                id != null || !session.orElse(Session.clean()).kept(),
                () ->
                        "a session that the broker keeps needs a client id to find it by, found none: give clientId(...) or"
                                + " use a clean session");
        return new ConnectionSettings(
                protocol.orElse(MqttVersion.MQTT_3_1_1),
                id == null ? randomId() : id,
                session.orElse(Session.clean()),
                keepAlive.orElse(Duration.ofSeconds(60)),
                timeout.orElse(Duration.ofSeconds(30)),
                inFlight.orElse(InFlight.of(1_000)));
    }

    /** A random id names nobody: it must not become the sender id of sealed messages. */
    private String identity(ConnectionSettings settings) {
        return role.seals() ? clientId.orElse("") : settings.clientId();
    }

    /** 23 characters, which every broker has to take (MQTT 3.1.1 §3.1.3.1). */
    private static String randomId() {
        return "gradus-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private MqttTransport transport(MqttVersion version) {
        MqttTransport given = transport.orNull();
        MqttTransport chosen = given == null ? Discovered.transport(version) : given;
        Require.argument(
                chosen.version() == version,
                () -> "the protocol is " + version + ", found a transport for " + chosen.version());
        return chosen;
    }
}
