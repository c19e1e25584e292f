package dev.gradus.client;

import dev.gradus.internal.Require;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a broker listens: {@code mqtt://host:port} in clear, {@code mqtts://host:port} under TLS.
 *
 * @param secure whether the connection is to be secured (scheme {@code mqtts})
 * @param host a host name (underscores are allowed), an IPv4 address, or an IPv6 address without brackets; not empty
 * @param port 1 to 65,535; any other is refused
 */
public record BrokerAddress(boolean secure, String host, int port) {

    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://"
                    + "(?:\\[(?<ipv6>[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._~-]+)?)]|(?<host>[^\\[\\]/:@?#\\s]+))(?::(?<port>[0-9]{1,9}))?/?");
    private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", Pattern.DOTALL);
    private static final String EXPECTED = "a broker's address is mqtt://host:port or mqtts://host:port, ";

    /**
     * Checks the components, as the record says.
     *
     * @param secure as in the record
     * @param host as in the record
     * @param port as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public BrokerAddress {
        String given = host;
        Require.argument(!given.isEmpty(), () -> EXPECTED + "found no host");
        Require.range("a broker's port", port, 1, 65_535);
    }

    /**
     * Reads an address.
     *
     * @param text {@code mqtt://host:port} or {@code mqtts://host:port}; an IPv6 address stands in brackets
     * @return the address
     * @throws IllegalArgumentException if scheme, host or port is missing, or the scheme is another one
     */
    public static BrokerAddress parse(String text) {
        Require.argument(
                text.contains("://"),
                () -> EXPECTED + "found '" + printable(text) + "' without a scheme: write mqtt://" + printable(text)
                        + " or, for TLS, mqtts://" + printable(text));
        Matcher matcher = FORM.matcher(text);
        Require.argument(matcher.matches(), () -> EXPECTED + "found '" + printable(text) + "'");
        boolean secure = secure(matcher.group("scheme"), text);
        Require.argument(
                matcher.group("port") != null,
                () -> EXPECTED + "found '" + printable(text) + "' without a port: usual are 1883 for mqtt and 8883 for"
                        + " mqtts");
        String host = matcher.group("ipv6") == null ? matcher.group("host") : matcher.group("ipv6");
        return new BrokerAddress(secure, host, Integer.parseInt(matcher.group("port")));
    }

    private static boolean secure(String scheme, String text) {
        return switch (scheme) {
            case "mqtt" -> false;
            case "mqtts" -> true;
            default ->
                throw new IllegalArgumentException(
                        EXPECTED + "found the scheme '" + scheme + "' in '" + printable(text) + "'");
        };
    }

    /** What stands before an @ may be a password that someone put there; it is not repeated. */
    private static String printable(String text) {
        return USER.matcher(text).replaceFirst("$1***@");
    }

    /** The address as it is written. */
    @Override
    public String toString() {
        return (secure ? "mqtts://" : "mqtt://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
