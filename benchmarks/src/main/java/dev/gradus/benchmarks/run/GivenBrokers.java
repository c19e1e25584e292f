package dev.gradus.benchmarks.run;

import dev.gradus.client.BrokerAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Brokers that someone else runs, as options. */
final class GivenBrokers {

    @Option(names = "--broker", paramLabel = "ADDRESS", description = "mqtt://host:port; by default an embedded broker")
    private @Nullable String broker;

    @Option(names = "--tls-broker", paramLabel = "ADDRESS", description = "mqtts://host:port, for L3")
    private @Nullable String tlsBroker;

    @Option(names = "--ca", paramLabel = "FILE", description = "the CA's certificate in PEM, for L3")
    private @Nullable Path ca;

    @Option(
            names = {"-u", "--username"},
            description = "who connects, for L1")
    private @Nullable String username;

    @Option(names = "--password-file", paramLabel = "FILE", description = "the password, for L1")
    private @Nullable Path passwordFile;

    @Option(names = "--allow-cleartext-password", description = "L1 may send the password in clear")
    private boolean cleartextPasswordAllowed;

    boolean cleartextPasswordAllowed() {
        return cleartextPasswordAllowed;
    }

    /** Whether any was given, so that all that is measured has to be. */
    boolean any() {
        return broker != null || tlsBroker != null;
    }

    boolean hasUsername() {
        return username != null;
    }

    BrokerAddress plain(String level) {
        return BrokerAddress.parse(given("--broker", broker, level));
    }

    BrokerAddress tls(String level) {
        return BrokerAddress.parse(given("--tls-broker", tlsBroker, level));
    }

    Path ca(String level) {
        return given("--ca", ca, level);
    }

    String username(String level) {
        return given("--username", username, level);
    }

    Path passwordFile(String level) {
        return given("--password-file", passwordFile, level);
    }

    private static <T> T given(String option, @Nullable T value, String level) {
        if (value == null) {
            throw new IllegalArgumentException(level + " on a given broker needs " + option
                    + ", found none: give it, or leave " + level + " out with --levels");
        }
        return value;
    }
}
