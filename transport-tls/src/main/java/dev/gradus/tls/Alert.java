package dev.gradus.tls;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Alerts of a peer, by the names of the RFCs. */
final class Alert {

    /** The JDK names an alert as RFC 8446 section 6 does, in all its versions. */
    private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: ([a-z_]+)");

    /** Those that judge a certificate, or the lack of one (RFC 5246 section 7.2.2, RFC 8446 section 6.2). */
    private static final Map<Integer, String> OF_CERTIFICATES = Map.of(
            40, "handshake_failure",
            42, "bad_certificate",
            43, "unsupported_certificate",
            44, "certificate_revoked",
            45, "certificate_expired",
            46, "certificate_unknown",
            48, "unknown_ca",
            49, "access_denied",
            51, "decrypt_error",
            116, "certificate_required");

    private Alert() {}

    /** The name of an alert, or its number. */
    static String name(int description) {
        return OF_CERTIFICATES.getOrDefault(description, String.valueOf(description));
    }

    /** The name of the fatal alert that ended a connection. */
    static Optional<String> in(Throwable failure) {
        return Causes.find(failure, SSLException.class)
                .map(found -> RECEIVED.matcher(String.valueOf(found.getMessage())))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }
}
