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
 * @param hosts the broker's names, the one that clients connect to first; at least one
 * @param clients the names of clients, each once; together with the readers at least one
 * @param readers the names of those clients that may read everything, each once and none of them a client too
 * @param listen the address that the broker listens on
 * @param port the port that it listens on
 * @param key the kind of all keys of certificates
 */
record Plan(
        Connection connection,
        boolean passwords,
        Optional<KeysetWriter> keyset,
        List<SubjectName> hosts,
        List<String> clients,
        List<String> readers,
        String listen,
        int port,
        KeyType key) {

    Plan {
        hosts = List.copyOf(hosts);
        clients = List.copyOf(clients);
        readers = List.copyOf(readers);
    }

    List<String> everybody() {
        return Stream.concat(clients.stream(), readers.stream()).toList();
    }

    /** Whether the broker knows who a client is, so that rules for users mean something. */
    boolean knowsUsers() {
        return passwords || connection.identifies();
    }

    /** Where clients connect to. */
    String address() {
        SubjectName host = hosts.get(0);
        boolean bracketed = host.address() && host.text().contains(":");
        return (connection.isTls() ? "mqtts://" : "mqtt://") + (bracketed ? "[" + host.text() + "]" : host.text()) + ":"
                + port;
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
