package dev.gradus.provision;

import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;

/** Tells host names and IP addresses apart, and refuses what is neither. */
final class Names {

    /** RFC 5280 appendix A.1, ub-common-name. */
    static final int MAX_COMMON_NAME = 64;

    private static final int MAX_HOST_NAME = 253;

    /** RFC 1123 §2.1, and {@code _}, which devices in the field have in their names. */
    private static final Pattern HOST_NAME = Pattern.compile(
            "(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    /** A last label of figures alone is a mistyped IPv4 address, never a host name (RFC 1123 §2.1). */
    private static final Pattern FIGURES_LAST = Pattern.compile("(.*\\.)?[0-9]+");

    private static final Pattern CLIENT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private Names() {}

    static SubjectName parse(String name) {
        if (IPAddress.isValidIPv4(name) || IPAddress.isValidIPv6(name)) {
            return new SubjectName(name, true);
        }
        String host = name.toLowerCase(Locale.ROOT);
        if (host.length() > MAX_HOST_NAME
                || !HOST_NAME.matcher(host).matches()
                || FIGURES_LAST.matcher(host).matches()) {
            throw new IllegalArgumentException("a server's name is a host name or an IP address, found \"" + name
                    + "\": write it as broker.example, 192.0.2.1 or 2001:db8::1 (non-ASCII names as xn--...)");
        }
        return new SubjectName(host, false);
    }

    static void requireCommonName(String name) {
        if (name.isBlank()
                || name.codePointCount(0, name.length()) > MAX_COMMON_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an authority's name has 1 to 64 characters and no control characters,"
                    + " found " + name.length() + " characters: choose another name");
        }
    }

    /** A name that can stand in a user's name, an access rule, a topic, a file's name and a PSK identity alike. */
    static void requireClientName(String name, int longest) {
        if (name.length() > longest || !CLIENT_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a client's name has 1 to " + longest + " letters, figures, \".\", \"_\""
                    + " and \"-\" with a letter or a figure first, found \"" + name + "\": choose another name");
        }
    }

    static void requireAddress(String address) {
        if (!IPAddress.isValidIPv4(address) && !IPAddress.isValidIPv6(address)) {
            throw new IllegalArgumentException("an IP address is written in figures, found \"" + address
                    + "\": write it as 192.0.2.1, 127.0.0.1 or 2001:db8::1");
        }
    }
}
