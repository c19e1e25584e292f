package dev.gradus.engine;

import dev.gradus.client.BrokerAddress;
import dev.gradus.client.Connected;
import dev.gradus.security.Credentials;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.Authentication;
import dev.gradus.spi.ConnectRequest;
import dev.gradus.spi.MqttConnection;
import dev.gradus.spi.PayloadSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds a broker that takes the client: each address once, in order, with credentials and keys fetched anew. */
final class Connector {

    private final EngineParts parts;
    private final Inbound inbound;

    Connector(EngineParts parts, Inbound inbound) {
        this.parts = parts;
        this.inbound = inbound;
    }

    /** Gives up before the next address once the connection is not wanted any more. */
    Link connect(Consumer<SecureMqttException> onLost, BooleanSupplier wanted) {
        List<SecureMqttException> failures = new ArrayList<>();
        for (BrokerAddress address : parts.addresses()) {
            try {
                return connect(address, onLost);
            } catch (SecureMqttException e) {
                failures.add(e);
                if (!wanted.getAsBoolean()) {
                    break;
                }
            }
        }
        throw failures.size() == 1 ? failures.get(0) : allOf(failures);
    }

    private Link connect(BrokerAddress address, Consumer<SecureMqttException> onLost) {
        Optional<PayloadSession> payload = parts.session();
        Optional<Credentials> credentials = parts.strategies().authentication().map(Authentication::credentials);
        try {
            ConnectRequest request = new ConnectRequest(
                    address, parts.settings(), credentials, parts.strategies().connection());
            MqttConnection connection = parts.transport().connect(request, new Link.Listener(payload, inbound, onLost));
            Connected connected = new Connected(
                    address, connection.sessionPresent(), parts.strategies().levels());
            return new Link(connected, connection, payload);
        } finally {
            credentials.ifPresent(Credentials::close);
        }
    }

    private static SecureMqttException allOf(List<SecureMqttException> failures) {
        SecureMqttException last = failures.get(failures.size() - 1);
        String each = failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
        SecureMqttException all = new SecureMqttException(
                last.reason(), "none of " + failures.size() + " brokers took the client: " + each);
        failures.forEach(all::addSuppressed);
        return all;
    }
}
