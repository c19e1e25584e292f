package dev.gradus.tls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Alerts that a peer sent encrypted, which only the JDK can tell of. */
final class Alert {

    /** The JDK names an alert as RFC 8446 section 6 does, in all its versions. */
    private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: ([a-z_]+)");

    private Alert() {}

    /** The name of the fatal alert that ended a connection. */
    static Optional<String> in(Throwable failure) {
        return Causes.find(failure, SSLException.class)
                .map(found -> RECEIVED.matcher(String.valueOf(found.getMessage())))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }
}
