"""Envelopes of the derived form that follow the grammar and were tampered with, or sealed by a faulty sender."""
import cbor2

from gradus_l2 import ALGORITHMS, SEGMENT_SIZE, TOTAL, Message, associated_data, parse, schedule, seal, wrap
from make_refusals import EXT, GOOD, KCTX, KEY, MESSAGE, bstr, build, extension, header, refused
from vector_parts import KID, TOPIC, derived_key, fixed


def forgeries():
    return [*alterations(), *segments(), *padding()]


def alterations():
    def flip(at, bit=1):
        return GOOD[:at] + bytes([GOOD[at] ^ bit]) + GOOD[at + 1:]

    number, kctx, sealed = 15, 18, len(GOOD) - 20
    return [
        refused("flip-number", "5 becomes 4", flip(number), "not_authentic"),
        refused("flip-session-number", "one millisecond later", flip(kctx + 5), "not_authentic"),
        refused("flip-session-random", "another random part", flip(kctx + 6, 0x80), "not_authentic"),
        refused("flip-sender", "another sender", flip(kctx + 17), "not_authentic"),
        refused("flip-ciphertext-first", "the first bit", flip(sealed, 0x80), "not_authentic"),
        refused("flip-ciphertext-last", "the last bit before the tag", flip(sealed + 3), "not_authentic"),
        refused("flip-tag-first", "the tag's first bit", flip(sealed + 4, 0x80), "not_authentic"),
        refused("flip-tag-last", "the tag's last bit", flip(len(GOOD) - 1), "not_authentic"),
        refused("content-type-added", "the header is authenticated", header({1: 1, 3: 0}), "not_authentic"),
        refused("class-added", "live does not become retained", extension({1: 1, 2: 1_767_225_600}), "not_authentic"),
        refused("topic-other", "copied to another topic", GOOD, "not_authentic", topic="greenhouse/8/temperature"),
        refused("topic-slash-added", "copied to another topic", GOOD, "not_authentic", topic=TOPIC + "/"),
        refused("topic-case", "topics are compared byte for byte", GOOD, "not_authentic", topic=TOPIC.title()),
        refused("sender-zero-appended", "no new sender with an empty window",
                wrap(MESSAGE.protected, KID, 5, KCTX + b"\0", MESSAGE.ciphertext), "not_authentic"),
        refused("kid-zero-appended", "the key under an id with a zero byte more",
                wrap(MESSAGE.protected, KID + b"\0", 5, KCTX, MESSAGE.ciphertext), "not_authentic",
                key=derived_key(1, KID + b"\0")),
        refused("ciphertext-empty", "shorter than the tag", build(ciphertext=b"\x40"), "not_authentic"),
        refused("ciphertext-15", "shorter than the tag", build(ciphertext=bstr(bytes(15))), "not_authentic"),
        refused("ciphertext-cut", "one byte less", build(ciphertext=bstr(MESSAGE.ciphertext[:-1])), "not_authentic"),
        refused("ciphertext-longer", "one byte more", build(ciphertext=bstr(MESSAGE.ciphertext + b"\0")),
                "not_authentic"),
        refused("tag-of-8", "half a tag", build(ciphertext=bstr(MESSAGE.ciphertext[:-8])), "not_authentic"),
    ]


def sealed_pieces(message, nonces, plaintext, size):
    """The ciphertext of all pieces, with the sender's key and these nonces."""
    key, _ = schedule(KEY, message, len(plaintext))
    cipher, aad = ALGORITHMS[message.alg].cipher(key), associated_data(message, TOPIC)
    return b"".join(cipher.encrypt(nonce, plaintext[i * size:(i + 1) * size], aad) for i, nonce in enumerate(nonces))


def segments():
    text = fixed("segments", 600)
    message = parse(seal(KEY, TOPIC, KCTX, 5, text, {SEGMENT_SIZE: 256}))
    first, second, last = (message.ciphertext[start:start + size] for start, size in ((0, 272), (272, 272), (544, 104)))

    def changed(ciphertext, total=600):
        protected = cbor2.dumps({1: 1, 2: [EXT], EXT: {SEGMENT_SIZE: 256, TOTAL: total}})
        return wrap(protected, KID, 5, KCTX, ciphertext)

    def mark_changed(index):
        """Three segments, sealed with the sender's key, of which one has the other mark of the last in its nonce."""
        nonces = schedule(KEY, message, 600)[1]
        nonces[index] = nonces[index][:-1] + bytes([nonces[index][-1] ^ 1])
        return changed(sealed_pieces(message, nonces, text, 256))

    short = derived_key(10)
    short_text = parse(seal(short, TOPIC, KCTX, 5, text, {SEGMENT_SIZE: 256}))

    whole_text = seal(KEY, TOPIC, KCTX, 5, bytes(256))
    one_segment = parse(seal(KEY, TOPIC, KCTX, 5, bytes(256), {SEGMENT_SIZE: 256}))
    return [
        refused("segments-swapped", "the first two", changed(second + first + last), "not_authentic"),
        refused("segment-repeated", "the first one twice", changed(first + first + last), "not_authentic"),
        refused("segment-last-cut-off", "the total stays", changed(first + second)),
        refused("segment-last-cut-off-total-too", "the total goes with it", changed(first + second, 512),
                "not_authentic"),
        refused("segment-dropped", "the second, the total stays", changed(first + last)),
        refused("segment-dropped-total-too", "the second, the total goes with it", changed(first + last, 344),
                "not_authentic"),
        refused("segment-last-shorter", "one byte of the last and the total", changed(first + second + last[:-1], 599),
                "not_authentic"),
        refused("segment-bytes-after", "a byte after the last tag", changed(first + second + last + b"\0")),
        refused("segment-without-ciphertext", "total 0 has one empty segment with its tag", changed(b"", 0)),
        refused("segment-total-0-forged", "an empty segment that nobody sealed", changed(bytes(16), 0),
                "not_authentic"),
        refused("segment-flip-first", "one bit of the first",
                changed(bytes([first[0] ^ 1]) + first[1:] + second + last), "not_authentic"),
        refused("segment-flip-last-tag", "one bit of the last tag",
                changed(first + second + last[:-1] + bytes([last[-1] ^ 1])), "not_authentic"),
        refused("segment-last-not-marked", "the last segment's nonce ends in 00", mark_changed(2), "not_authentic"),
        refused("segment-marked-early", "the second segment's nonce ends in 01", mark_changed(1), "not_authentic"),
        refused("segment-tags-of-8-by-16", "lengths are judged by the algorithm's own tag",
                wrap(short_text.protected, KID, 5, KCTX, message.ciphertext), key=short),
        refused("whole-as-segmented", "the forms have different keys", changed(parse(whole_text).ciphertext, 256),
                "not_authentic"),
        refused("segmented-as-whole", "the forms have different keys",
                wrap(MESSAGE.protected, KID, 5, KCTX, one_segment.ciphertext), "not_authentic"),
        refused("segment-size-other", "the same bytes cut at another place",
                wrap(cbor2.dumps({1: 1, 2: [EXT], EXT: {SEGMENT_SIZE: 272, TOTAL: 600}}), KID, 5, KCTX,
                       message.ciphertext), "not_authentic"),
    ]


def padding():
    def padded(name, why, plaintext, segment_size=None):
        """A plaintext that was sealed as it is under a header that says it is padded."""
        ext = {7: True} if segment_size is None else {SEGMENT_SIZE: segment_size, TOTAL: len(plaintext), 7: True}
        protected = cbor2.dumps({1: 1, 2: [EXT], EXT: ext})
        message = Message(protected, 1, None, ext, KID, 5, KCTX, b"")
        nonces = schedule(KEY, message, len(plaintext))[1]
        sealed = sealed_pieces(message, nonces, plaintext, segment_size or len(plaintext))
        return refused(name, why, wrap(protected, KID, 5, KCTX, sealed))

    return [
        padded("padding-absent", "authentic, but not padded as it says", b"21.5"),
        padded("padding-of-nothing", "authentic, but there is no byte 80", b""),
        padded("padding-zeros", "authentic, but there is no byte 80", bytes(16)),
        padded("padding-other", "authentic, but 81 is not 80", b"21.5\x81\0\0"),
        padded("padding-absent-segmented", "authentic, but not padded as it says", b"21.5", 256),
    ]
