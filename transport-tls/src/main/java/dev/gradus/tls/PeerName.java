package dev.gradus.tls;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import org.jspecify.annotations.Nullable;

/**
 * The host that a certificate has to be for, compared as RFC 9525 section 6 asks: with the subject alternative names
 * alone, a wildcard only as the whole leftmost label. Immutable.
 */
final class PeerName {

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern FORM = Pattern.compile("[^\\s\\p{Cntrl}/\\[\\]@%]+");

    private final String text;
    private final @Nullable InetAddress address;

    private PeerName(String text, @Nullable InetAddress address) {
        this.text = text;
        this.address = address;
    }

    static PeerName of(String host) {
        // The zone says which interface of this machine leads to the address; no certificate knows it (RFC 6874).
        int zone = host.indexOf('%');
        String literal = zone < 0 ? host : host.substring(0, zone);
        if (literal.indexOf(':') >= 0 || IPV4.matcher(literal).matches()) {
            @Nullable InetAddress address = address(literal);
            if (address != null) {
                return new PeerName(literal, address);
            }
        }
        return new PeerName(ascii(host.endsWith(".") ? host.substring(0, host.length() - 1) : host), null);
    }

    /** Whether a text can be a host or an address: no scheme, no port, no brackets, and printable. */
    static boolean isName(String text) {
        if (text.isEmpty() || !FORM.matcher(text).matches()) {
            return false;
        }
        return text.indexOf(':') < 0 || (ADDRESS.matcher(text).matches() && address(text) != null);
    }

    /** A literal address; null if the text is none. Asks no name service for what looks like one. */
    static @Nullable InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    boolean isIn(CertificateNames names) {
        return address == null
                ? names.hosts().stream().anyMatch(this::matches)
                : names.addresses().contains(address);
    }

    /**
     * Whether the JDK can compare the name too. It refuses to look at a name with an underscore, which real hosts have
     * although RFC 1123 section 2.1 does not allow it.
     */
    boolean isKnownToJdk() {
        if (address != null) {
            return true;
        }
        try {
            return !new SNIHostName(text).getAsciiName().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The name to tell the peer; none for an address (RFC 6066 section 3). */
    List<SNIServerName> indication() {
        try {
            return address != null ? List.of() : List.of(new SNIHostName(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** The name as certificates hold it: lower case, in ASCII, without a dot at the end. */
    @Override
    public String toString() {
        return text;
    }

    private boolean matches(String presented) {
        String pattern = presented.toLowerCase(Locale.ROOT);
        if (!pattern.startsWith("*.")) {
            return pattern.equals(text);
        }
        int dot = text.indexOf('.');
        return dot > 0 && text.substring(dot).equals(pattern.substring(1));
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return host.toLowerCase(Locale.ROOT);
        }
    }
}
