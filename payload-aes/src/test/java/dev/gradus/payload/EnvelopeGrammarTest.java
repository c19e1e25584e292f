package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of envelopes: what follows it is parsed, all else is malformed, before any key is looked for. */
class EnvelopeGrammarTest {

    private static final String KID = "0444a1b2c3d4";
    private static final String PIV = "064105";
    private static final String KCTX = "0a52019b76daa800001122334455667767682d37";
    private static final String UNPROTECTED = "a3" + KID + PIV + KCTX;
    private static final String TEXT = "54e27b88891df2463243ce9bef2c6b1ed17ecb7836";

    private final EnvelopeSession opener = Example.opener();

    @ParameterizedTest
    @CsvSource({
        "8343a10101, no tag",
        "d18343a10101, another tag",
        "d81083, tag in two bytes",
        "c08343a10101, tag 0",
        "d08443a10101, four parts",
        "d08243a10101, two parts",
        "d0980343a10101, array head in two bytes",
        "d09f43a10101, array without length",
        "d0835f43a10101ff, protected header in pieces",
        "d083a10101, protected header not in a string",
        "d0835803a10101, string head in two bytes",
        "d08340, empty protected header",
        "d08341a0, empty map",
    })
    void parse_otherStart_isMalformed(String start) {
        assertMalformed(start + UNPROTECTED + TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a0", // no algorithm
                "a00101", // a map that says it is empty
                "a1010100", // bytes after the map
                "a2010103", // cut
                "a101", // cut
                "a10201", // no algorithm first
                "a1010143", // more than the map
                "a20101 0101", // algorithm twice
                "a20101 0300 0300", // more than the map says
                "a30101 0300 0300", // content type twice
                "a1186401", // unknown label
                "a20101 04 41 00", // key id protected
                "a20101 05 4c 000000000000000000000000", // a nonce of its own
                "a20101 2000", // label -1
                "a118 01 01", // label not shortest
                "a101 1801", // algorithm not shortest
                "a101 190001",
                "a101 1a00000001",
                "a101 1b0000000000000001",
                "a101 1bffffffffffffffff", // no number of 63 bits
                "a101 63 313233", // algorithm as text
                "a101 f6", // null
                "a1 01 1c", // reserved
                "bf0101ff", // map without length
                "a20101 03 6161 00", // more
                "a20101 03 61ff", // no UTF-8
                "a20101 03 4161", // content type as bytes
                "a20101 03 20", // negative content type
                "a20101 03 7f6161ff", // text in pieces
                "a20101 02 81 3a00010000", // crit without the extension
                "a20101 3a00010000 a10200", // the extension without crit
                "a30101 02 80 3a00010000 a10200", // crit empty
                "a30101 02 82 3a00010000 3a00010000 3a00010000 a10200",
                "a30101 02 81 01 3a00010000 a10200", // crit of something else
                "a30101 3a00010000 a10200 02 81 3a00010000", // not in order
                "a30101 0300 02 81 3a00010000", // not in order
                "a30101 02 81 3a00010000 3a00010000 a0", // extension empty
                "a30101 02 81 3a00010000 3a00010000 a10100", // class 0
                "a30101 02 81 3a00010000 3a00010000 a2 0103 0200", // class 3
                "a30101 02 81 3a00010000 3a00010000 a10101", // class without time
                "a30101 02 81 3a00010000 3a00010000 a103183c", // lifetime without time
                "a30101 02 81 3a00010000 3a00010000 a10a00", // unknown key
                "a30101 02 81 3a00010000 3a00010000 a10000", // unknown key
                "a30101 02 81 3a00010000 3a00010000 a12000", // negative key
                "a30101 02 81 3a00010000 3a00010000 a2 0200 0200", // twice
                "a30101 02 81 3a00010000 3a00010000 a2 0700 0200", // not in order
                "a30101 02 81 3a00010000 3a00010000 a1041b0000010000000000", // previous 2^40
                "a30101 02 81 3a00010000 3a00010000 a105190100", // segments without total
                "a30101 02 81 3a00010000 3a00010000 a10600", // total without segments
                "a30101 02 81 3a00010000 3a00010000 a2 0518f0 0600", // segments of 240
                "a30101 02 81 3a00010000 3a00010000 a2 0519fff8 0600", // segments of 65,528
                "a30101 02 81 3a00010000 3a00010000 a2 05190101 0600", // segments of 257
                "a30101 02 81 3a00010000 3a00010000 a107f4", // false
                "a30101 02 81 3a00010000 3a00010000 a1084161", // topic as bytes
                "a30101 02 81 3a00010000 3a00010000 a1096161", // correlation as text
                "a30101 02 81 3a00010000 3a00010000 a109a0", // one level deeper
            })
    void parse_otherProtectedHeader_isMalformed(String header) {
        assertMalformed(envelope(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a2" + KID + PIV,
                "a3" + PIV + KID + KCTX,
                "a3" + KID + KID + PIV + KCTX,
                "a4" + KID + PIV + KCTX + "0b00",
                "a4" + "0101" + KID + PIV + KCTX,
                "bf" + KID + PIV + KCTX + "ff",
                "a30440" + PIV + KCTX, // key id empty
                "a304 49 a1b2c3d4a1b2c3d4a1" + PIV + KCTX, // key id of 9 bytes
                "a304 5affffffff" + PIV + KCTX, // key id of 4 GB
                "a304 64 61616161" + PIV + KCTX, // key id as text
                "a3" + KID + "0640" + KCTX, // number empty
                "a3" + KID + "06 42 0005" + KCTX, // leading zero
                "a3" + KID + "06 46 010000000000" + KCTX, // 6 bytes
                "a3" + KID + "0605" + KCTX, // as an integer
                "a3" + KID + PIV + "0a 4e 019b76daa8000011223344556677", // no sender
                "a3" + KID + PIV + "0a 582f 019b76daa8000011223344556677 6161616161616161616161"
                        + "6161616161616161616161 6161616161616161616161",
                "a3" + KID + PIV + "0a 40",
            })
    void parse_otherUnprotectedHeader_isMalformed(String header) {
        assertMalformed("d08343a10101" + header + TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f6", // detached
                "74 6161616161616161616161616161616161616161",
                "5814e27b88891df2463243ce9bef2c6b1ed17ecb7836",
                "5bffffffffffffffff",
                "5b7fffffffffffffff",
                "5affffffff",
                "5a7fffffff",
                "5f41ff",
            })
    void parse_otherCiphertext_isMalformed(String ciphertext) {
        assertMalformed("d08343a10101" + UNPROTECTED + ciphertext);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a30101 02 81 3a00010000 3a00010000 a2 0101 021a69559f80", // retained
                "a30101 02 81 3a00010000 3a00010000 a2 0102 021a69559f80", // will
                "a30101 02 81 3a00010000 3a00010000 a2 0200 03183c", // lifetime
                "a30101 02 81 3a00010000 3a00010000 a1041b000000ffffffffff", // previous
                "a30101 02 81 3a00010000 3a00010000 a2 0519fff0 0600", // segments
                "a30101 02 81 3a00010000 3a00010000 a2 05190100 0619ffff", // segments
                "a30101 02 81 3a00010000 3a00010000 a107f5", // padded
                "a30101 02 81 3a00010000 3a00010000 a2 086161 0941ff", // response topic, correlation
                "a40101 02 81 3a00010000 03 64746578743a00010000 a107f5", // with content type
            })
    void parse_extensionByGrammar_isTaken(String header) {
        assertThatCode(() -> EnvelopeParser.parse(bytes(envelope(header)))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a20101 03 00", "a20101 03 6a746578742f706c61696e", "a20101 03 190fa0"})
    void parse_contentType_isTaken(String header) {
        assertThatCode(() -> EnvelopeParser.parse(bytes(envelope(header)))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"4100,0", "4105,5", "420100,256", "45ffffffffff,1099511627775"})
    void parse_number_isTaken(String partialIv, long number) throws MalformedException {
        byte[] envelope = bytes("d08343a10101a3" + KID + "06" + partialIv + KCTX + TEXT);

        assertThat(EnvelopeParser.parse(envelope).name().number()).isEqualTo(number);
    }

    /** Arrays in arrays, maps of 2^32 pairs and the like cost nothing: the first byte off the grammar ends it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"81", "a1", "d0", "9b00000000ffffffff", "bb7fffffffffffffff", "5b00000000ffffffff", "9f", "a4"})
    void parse_bomb_isMalformedAtOnce(String bomb) {
        String many = bomb.repeat(10_000);

        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
            assertMalformed(many);
            assertMalformed("d083" + many);
            assertMalformed("d08343a10101" + many);
            assertMalformed("d083" + "5a" + HexFormat.of().toHexDigits(many.length() / 2) + many + UNPROTECTED + TEXT);
        });
    }

    @Test
    void parse_malformed_saysWhereAndHasNoStackTrace() {
        assertThat(assertMalformed("d083ff").detail()).contains("protected header", "byte 2");
        assertThat(new MalformedException("x").getStackTrace()).isEmpty();
    }

    private Opened.Rejected assertMalformed(String hex) {
        Opened opened = opener.open(Example.TOPIC, bytes(hex));
        assertThat(opened.outcome()).as(hex).isEqualTo(Outcome.MALFORMED);
        return (Opened.Rejected) opened;
    }

    private static String envelope(String protectedHeader) {
        String header = protectedHeader.replace(" ", "");
        int size = header.length() / 2;
        String head = size < 24
                ? HexFormat.of().toHexDigits((byte) (0x40 + size))
                : "58" + HexFormat.of().toHexDigits((byte) size);
        return "d083" + head + header + UNPROTECTED + TEXT;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
