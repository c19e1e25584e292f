package dev.gradus.provision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be set up. Immutable.
 *
 * @param connection how clients connect (L3)
 * @param passwords whether clients have passwords (L1)
 * @param keyset what writes the keys for payloads (L2)
 * @param endpoint where the broker is
 * @param members who connects
 * @param key the kind of all keys of certificates
 */
record Plan(
        Connection connection,
        boolean passwords,
        Optional<KeysetWriter> keyset,
        Endpoint endpoint,
        Members members,
        KeyType key) {

    /** Whether the broker knows who a client is, so that rules for users mean something. */
    boolean knowsUsers() {
        return passwords || connection.identifies();
    }

    /** Where clients connect to. */
    String address() {
        return endpoint.address(connection.isTls() ? "mqtts" : "mqtt");
    }

    /** As clients write it. */
    String level() {
        List<String> levels = Stream.of(
                        passwords ? "L1" : "", keyset.isPresent() ? "L2" : "", connection.isTls() ? "L3" : "")
                .filter(level -> !level.isEmpty())
                .toList();
        return levels.isEmpty() ? "NONE" : String.join("+", levels);
    }
}
