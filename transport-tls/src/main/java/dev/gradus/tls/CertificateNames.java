package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts and addresses that a certificate is for: its subject alternative names of these two kinds. The common name
 * does not count (RFC 9525 section 2).
 *
 * @param hosts names as they stand in the certificate
 * @param addresses IPv4 and IPv6 addresses
 */
record CertificateNames(List<String> hosts, List<InetAddress> addresses) {

    /** The kinds of names (RFC 5280 section 4.2.1.6, GeneralName). */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;
    private static final int SHOWN = 5;

    CertificateNames {
        hosts = List.copyOf(hosts);
        addresses = List.copyOf(addresses);
    }

    static CertificateNames of(X509Certificate certificate) {
        List<String> hosts = new ArrayList<>();
        List<InetAddress> addresses = new ArrayList<>();
        for (List<?> name : alternatives(certificate)) {
            if (Integer.valueOf(DNS_NAME).equals(name.get(0))) {
                hosts.add((String) name.get(1));
            } else if (Integer.valueOf(IP_ADDRESS).equals(name.get(0))) {
                @Nullable InetAddress address = PeerName.address((String) name.get(1));
                if (address != null) {
                    addresses.add(address);
                }
            }
        }
        return new CertificateNames(hosts, addresses);
    }

    /** The names in one line: what the peer chose to write, so made printable. */
    String describe() {
        List<String> all = Stream.concat(
                        hosts.stream().map(host -> "host '" + Printable.text(host) + "'"),
                        addresses.stream().map(address -> "address '" + address.getHostAddress() + "'"))
                .toList();
        if (all.isEmpty()) {
            return "neither host names nor addresses among its subject alternative names (a common name does not count)";
        }
        String first = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return all.size() <= SHOWN ? first : first + " and " + (all.size() - SHOWN) + " more";
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException | RuntimeException e) { // an address of odd length has it throw either
            return List.of();
        }
    }
}
