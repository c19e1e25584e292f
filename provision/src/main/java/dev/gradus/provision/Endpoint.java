package dev.gradus.provision;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a broker listens, and under which names it is reached. Immutable.
 *
 * @param hosts its names, the one that clients connect to first; at least one
 * @param listen the address that it listens on
 * @param port the port that it listens on
 */
record Endpoint(List<SubjectName> hosts, String listen, int port) {

    Endpoint {
        hosts = List.copyOf(hosts);
    }

    static Endpoint onLoopback(int port) {
        List<SubjectName> hosts =
                Stream.of("localhost", "127.0.0.1", "::1").map(Names::parse).toList();
        return new Endpoint(hosts, "127.0.0.1", port);
    }

    Endpoint named(List<String> names) {
        if (names.isEmpty() || names.get(0).startsWith("*")) {
            throw new IllegalArgumentException(
                    "a broker has a name that clients connect to, found none or a pattern: give a name first");
        }
        return new Endpoint(names.stream().map(Names::parse).distinct().toList(), listen, port);
    }

    Endpoint listening(String address) {
        Names.requireAddress(address);
        return new Endpoint(hosts, address, port);
    }

    Endpoint at(int number) {
        MosquittoConfiguration.requirePort(number);
        return new Endpoint(hosts, listen, number);
    }

    /** Where clients connect to. */
    String address(String scheme) {
        SubjectName host = hosts.get(0);
        boolean bracketed = host.address() && host.text().contains(":");
        return scheme + "://" + (bracketed ? "[" + host.text() + "]" : host.text()) + ":" + port;
    }
}
