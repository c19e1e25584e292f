package dev.gradus.provision;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who connects to a broker. Immutable.
 *
 * @param clients the names of clients that have topics of their own
 * @param readers the names of clients that may read everything besides; no name stands twice, and there is at least one
 */
record Members(List<String> clients, List<String> readers) {

    /** What an L2 sender's name has at most, in bytes. */
    private static final int LONGEST_NAME = 32;

    Members {
        clients = List.copyOf(clients);
        readers = List.copyOf(readers);
        Set<String> names = new HashSet<>();
        for (String name : Stream.concat(clients.stream(), readers.stream()).toList()) {
            Names.requireClientName(name, LONGEST_NAME);
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "a client is named once, found \"" + name + "\" again: leave one out");
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a broker has at least one client, found none: name one");
        }
    }

    List<String> all() {
        return Stream.concat(clients.stream(), readers.stream()).toList();
    }

    boolean isOne() {
        return all().size() == 1;
    }
}
