package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says for a person why a broker that asked for a client certificate ended the connection, as far as this side can know. */
final class ClientRefusal {

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final Optional<ClientKey> client;

    ClientRefusal(Optional<ClientKey> client) {
        this.client = client;
    }

    /** What was found, and what to do; the broker said nothing but the alert's name, if that. */
    String explain(Optional<String> alert) {
        String end = alert.map(name -> "the alert " + name).orElse("the end of the connection");
        return client.map(key -> end + " from a broker that was shown the client certificate " + described(key.own())
                        + ": " + remedy(alert.orElse(""), key.own()))
                .orElseGet(() -> end + " from a broker that asked for a client certificate, and none was given:"
                        + " give one with TlsBuilder.client");
    }

    private static String described(X509Certificate certificate) {
        return Printable.quoted(certificate.getSubjectX500Principal()) + " of the issuer "
                + Printable.quoted(certificate.getIssuerX500Principal()) + ", valid from "
                + certificate.getNotBefore().toInstant() + " to "
                + certificate.getNotAfter().toInstant();
    }

    private static String remedy(String alert, X509Certificate certificate) {
        if (!SentChain.isValidNow(certificate)) {
            return "have a certificate issued that is valid now, or set this machine's clock";
        }
        if (!isForClients(certificate)) {
            return "have one issued whose extended key usage is for clients";
        }
        return switch (alert) {
            case "certificate_revoked" -> "it was revoked, have another one issued";
            case "certificate_expired" -> "compare the broker's clock, and see whether a CRL there is out of date";
            case "unknown_ca" ->
                "have the broker trust its issuer, or put the certificates in between into the client's file";
            default -> "see the broker's log";
        };
    }

    private static boolean isForClients(X509Certificate certificate) {
        try {
            @Nullable List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(CLIENT_AUTH) || usages.contains(ANY_USAGE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
