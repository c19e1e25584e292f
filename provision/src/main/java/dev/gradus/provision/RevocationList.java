package dev.gradus.provision;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an authority has revoked, and the number of its last list (RFC 5280 §5.2.3). Kept as text: a line
 * {@code number N}, then a line {@code SERIAL TIME} for each certificate, the serial number in hexadecimal. Immutable.
 *
 * @param number of the last list that was made, 0 for none
 * @param revoked the time of revocation by serial number, in whole seconds
 */
record RevocationList(BigInteger number, Map<BigInteger, Instant> revoked) {

    private static final String NUMBER = "number ";
    private static final int DECIMAL = 10;
    private static final int HEX = 16;

    /** RFC 5280 §5.2.3 and §4.1.2.2: neither number has more than 20 bytes. */
    private static final int MOST_DIGITS = 48;

    RevocationList {
        // Sorted, so that equal lists are equal files.
        revoked = new TreeMap<>(revoked);
    }

    static RevocationList empty() {
        return new RevocationList(BigInteger.ZERO, Map.of());
    }

    /** The next list, with more serial numbers. What is revoked already keeps its time. */
    RevocationList next(List<BigInteger> more, Instant now) {
        Map<BigInteger, Instant> all = new TreeMap<>(revoked);
        more.forEach(serial -> all.putIfAbsent(serial, now.truncatedTo(ChronoUnit.SECONDS)));
        return new RevocationList(number.add(BigInteger.ONE), all);
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(NUMBER).append(number).append('\n');
        revoked.forEach((serial, time) ->
                text.append(serial.toString(HEX)).append(' ').append(time).append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static RevocationList read(Path file) throws IOException {
        try {
            return decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw broken(file, "none");
        } catch (IllegalArgumentException e) {
            throw broken(file, "something else");
        }
    }

    static RevocationList decode(byte[] text) {
        List<String> lines = new String(text, StandardCharsets.US_ASCII).lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(NUMBER)) {
            throw new IllegalArgumentException("a list of revoked certificates starts with its number");
        }
        BigInteger number = natural(lines.get(0).substring(NUMBER.length()), DECIMAL);
        Map<BigInteger, Instant> revoked = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int blank = line.indexOf(' ');
            BigInteger serial = natural(line.substring(0, Math.max(blank, 0)), HEX);
            if (revoked.put(serial, time(line.substring(blank + 1))) != null) {
                throw new IllegalArgumentException("a certificate is revoked once");
            }
        }
        return new RevocationList(number, revoked);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a certificate is revoked at a time", e);
        }
    }

    private static BigInteger natural(String digits, int radix) {
        if (digits.length() > MOST_DIGITS) {
            throw new IllegalArgumentException("a number has at most " + MOST_DIGITS + " digits");
        }
        BigInteger number = new BigInteger(digits, radix);
        if (number.signum() < 0) {
            throw new IllegalArgumentException("a number is not negative");
        }
        return number;
    }

    /** Starting again with an empty list would let every revoked client in. */
    private static IOException broken(Path file, String found) {
        return new FileSystemException(
                file.toString(),
                null,
                "expected the authority's list of revoked certificates, found " + found
                        + ": restore it from a copy of the authority's folder");
    }
}
