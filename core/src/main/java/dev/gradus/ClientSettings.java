package dev.gradus;

import dev.gradus.client.InFlight;
import dev.gradus.client.Session;
import dev.gradus.internal.Require;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import dev.gradus.security.SecurityLevels;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client by name: settings from a file and from the environment. Stateless. */
public final class ClientSettings {

    private static final SettingKey BROKER =
            new SettingKey("broker", "one or more addresses, mqtt://host:port or mqtts://host:port, joined by commas");
    private static final SettingKey LEVEL = new SettingKey("level", "NONE, or L1, L2, L3 joined by +");
    private static final SettingKey CLIENT_ID = new SettingKey(
            "client-id",
            "the client's name at the broker; random if left out, needed for session=persistent and to seal");
    private static final SettingKey SESSION = new SettingKey("session", "clean (default) or persistent");
    private static final SettingKey KEEP_ALIVE =
            new SettingKey("keep-alive", "seconds of silence before a ping, 1 to 65535; default 60");
    private static final SettingKey TIMEOUT =
            new SettingKey("timeout", "seconds that connecting to one address may take, 1 to 3600; default 30");
    private static final SettingKey IN_FLIGHT = new SettingKey(
            "in-flight", "messages on their way at once, 1 to 65000; default 1000; at QoS 2 at most 20 of them");
    private static final SettingKey ALLOW_CLEARTEXT_PASSWORD =
            new SettingKey("allow-cleartext-password", "true lets L1 without L3 send the password in clear");

    private static final List<SettingKey> OWN =
            List.of(BROKER, LEVEL, CLIENT_ID, SESSION, KEEP_ALIVE, TIMEOUT, IN_FLIGHT, ALLOW_CLEARTEXT_PASSWORD);
    private static final String PREFIX = "GRADUS_";

    private ClientSettings() {}

    /**
     * All settings that can be given: those of every client, then those of each level that is there.
     *
     * @return the keys
     */
    public static List<SettingKey> keys() {
        return Stream.concat(
                        OWN.stream(),
                        Discovered.providers().stream()
                                .sorted((a, b) -> a.level().compareTo(b.level()))
                                .flatMap(provider -> provider.keys().stream()))
                .toList();
    }

    /**
     * Reads a file of properties in UTF-8. Relative paths in it start from its folder.
     *
     * @param file lines of {@code key=value}
     * @return the settings
     * @throws IllegalArgumentException if a key is unknown or stands twice
     * @throws SecureMqttException if the file can't be read ({@code SECRET_UNAVAILABLE})
     */
    public static Settings fromFile(Path file) {
        Map<String, String> values = new HashMap<>();
        Properties properties = new OnceOnly(file, values);
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "settings are read from a file in UTF-8, " + file + " could not be read: " + e,
                    e);
        }
        checkKnown(values, SettingKey::name, file.toString());
        return Settings.of(values, file.toAbsolutePath().resolveSibling(""));
    }

    /**
     * Takes settings from the variables of an environment whose names start with {@code GRADUS_}. Relative paths start
     * from the working directory.
     *
     * @param environment such as {@link System#getenv()}
     * @return the settings
     * @throws IllegalArgumentException if a variable with that start is unknown
     */
    public static Settings fromEnvironment(Map<String, String> environment) {
        Map<String, String> variables = environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        checkKnown(variables, SettingKey::variable, "the environment");
        Map<String, String> values = keys().stream()
                .filter(key -> variables.containsKey(key.variable()))
                .collect(Collectors.toMap(SettingKey::name, key -> variables.get(key.variable())));
        return Settings.of(values, Path.of(""));
    }

    /** Puts settings into a builder that already has the addresses. */
    static <C> ClientBuilder<C> apply(Settings settings, Function<String[], ClientBuilder<C>> factory) {
        ClientBuilder<C> builder = factory.apply(settings.required(BROKER).split("\\s*,\\s*", -1));
        builder.security(strategies(settings).toArray(SecurityStrategy[]::new));
        settings.optional(CLIENT_ID).ifPresent(builder::clientId);
        settings.optional(SESSION).map(ClientSettings::session).ifPresent(builder::session);
        settings.optional(KEEP_ALIVE)
                .map(text -> Duration.ofSeconds(number(KEEP_ALIVE, text)))
                .ifPresent(builder::keepAlive);
        settings.optional(TIMEOUT)
                .map(text -> Duration.ofSeconds(number(TIMEOUT, text)))
                .ifPresent(builder::timeout);
        settings.optional(IN_FLIGHT)
                .map(text -> InFlight.of(number(IN_FLIGHT, text)))
                .ifPresent(builder::inFlight);
        return settings.flag(ALLOW_CLEARTEXT_PASSWORD) ? builder.allowCleartextPassword() : builder;
    }

    private static List<SecurityStrategy> strategies(Settings settings) {
        SecurityLevels levels = SecurityLevels.parse(settings.required(LEVEL));
        checkNoneUnused(settings, levels);
        if (levels.has(SecurityLevel.L0)) {
            return List.of(NoSecurity.unprotected());
        }
        List<SecurityStrategy> strategies = new ArrayList<>();
        levels.levels().stream()
                .sorted()
                .forEach(level -> strategies.add(Discovered.provider(level).create(settings)));
        return strategies;
    }

    /** A CA file beside a level without TLS is a mistake that would go unnoticed. */
    private static void checkNoneUnused(Settings settings, SecurityLevels levels) {
        for (StrategyProvider provider : Discovered.providers()) {
            for (SettingKey key : provider.keys()) {
                Require.argument(
                        levels.has(provider.level()) || settings.optional(key).isEmpty(),
                        () -> "the setting " + key.name() + " belongs to "
                                + provider.level().label() + ", found level=" + levels
                                + ": add the level or leave the setting out");
            }
        }
    }

    private static void checkKnown(Map<String, String> values, Function<SettingKey, String> name, String where) {
        List<String> known = keys().stream().map(name).toList();
        for (String found : values.keySet()) {
            Require.argument(
                    known.contains(found),
                    () -> "a setting is one of " + known + ", found '" + found + "' in " + where);
        }
    }

    private static Session session(String text) {
        return switch (text) {
            case "clean" -> Session.clean();
            case "persistent" -> Session.persistent();
            default ->
                throw new IllegalArgumentException("the setting session is clean or persistent, found '" + text + "'");
        };
    }

    private static int number(SettingKey key, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the setting " + key.name() + " is a whole number (" + key.meaning() + "), found '" + text + "'",
                    e);
        }
    }

    /** The JDK keeps the last of two equal keys; here the second is a mistake. */
    private static final class OnceOnly extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient Path file;
        private final transient Map<String, String> values;

        OnceOnly(Path file, Map<String, String> values) {
            this.file = file;
            this.values = values;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            Require.argument(
                    values.put((String) key, (String) value) == null,
                    () -> "a setting is given once, found '" + key + "' twice in " + file);
            return value;
        }
    }
}
