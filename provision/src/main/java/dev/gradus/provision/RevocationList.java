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
            return parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            throw broken(file, "none");
        } catch (IllegalArgumentException | DateTimeException | java.nio.charset.CharacterCodingException e) {
            throw broken(file, "something else");
        }
    }

    private static RevocationList parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).startsWith(NUMBER)) {
            throw new IllegalArgumentException("no number");
        }
        BigInteger number = natural(lines.get(0).substring(NUMBER.length()), 10);
        Map<BigInteger, Instant> revoked = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int blank = line.indexOf(' ');
            BigInteger serial = natural(line.substring(0, Math.max(blank, 0)), HEX);
            if (revoked.put(serial, Instant.parse(line.substring(blank + 1))) != null) {
                throw new IllegalArgumentException("twice");
            }
        }
        return new RevocationList(number, revoked);
    }

    private static BigInteger natural(String digits, int radix) {
        BigInteger number = new BigInteger(digits, radix);
        if (digits.length() > MOST_DIGITS || number.signum() < 0) {
            throw new IllegalArgumentException("out of range");
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
