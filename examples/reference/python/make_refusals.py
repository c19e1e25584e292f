"""Envelopes of the derived form that break the grammar, or that no key is for, each with one thing wrong."""
import cbor2

from gradus_l2 import parse, seal
from vector_parts import KID, RANDOM, SENDER, SESSION, TOPIC, derived_key, fixed, key_hex, kctx_of

KEY = derived_key(1)
KCTX = kctx_of(SESSION, RANDOM, SENDER)
GOOD = seal(KEY, TOPIC, KCTX, 5, b"21.5")
MESSAGE = parse(GOOD)
EXT = -65537


def refused(name, why, envelope, outcome="malformed", key=KEY, topic=TOPIC, **policy):
    return {"name": name, "why": why, "key": key_hex(key), "topic": topic, **policy, "envelope": envelope.hex(),
            "outcome": outcome}


def raw(value):
    """CBOR as given, or of what is given."""
    return value if isinstance(value, bytes) else cbor2.dumps(value)


def build(protected=None, unprotected=None, ciphertext=None, start="d083"):
    """An envelope of encoded parts; those left out are the good ones."""
    unprotected = {4: KID, 6: b"\5", 10: KCTX} if unprotected is None else unprotected
    return (bytes.fromhex(start) + (bstr(MESSAGE.protected) if protected is None else protected) + raw(unprotected)
            + (cbor2.dumps(MESSAGE.ciphertext) if ciphertext is None else ciphertext))


def bstr(value):
    return cbor2.dumps(value)


def header(value):
    """An envelope with this protected header, a map or its bytes."""
    return build(bstr(raw(value)))


def extension(value):
    return header({1: 1, 2: [EXT], EXT: value})


def unprotected(kid=KID, piv=b"\5", kctx=KCTX, **more):
    return build(unprotected={4: kid, 6: piv, 10: kctx, **more})


def derived_refusals():
    assert build() == GOOD  # else all that build makes would be malformed for the wrong reason
    return [*framing(), *protected_header(), *extensions(), *unprotected_header(), *keys()]


def framing():
    ciphertext = MESSAGE.ciphertext
    body = GOOD[2:]
    return [
        refused("empty", "no bytes at all", b""),
        refused("plain-text", "no envelope", b"21.5"),
        refused("tag-absent", "the tag is needed", GOOD[1:]),
        refused("tag-17", "COSE_Mac0", b"\xd1" + GOOD[1:]),
        refused("tag-96", "COSE_Encrypt", b"\xd8\x60" + GOOD[1:]),
        refused("tag-two-bytes", "the tag's number not in the shortest form", b"\xd8\x10" + GOOD[1:]),
        refused("tag-twice", "a tag in the tag", b"\xd0" + GOOD),
        refused("array-of-2", "without ciphertext", build(ciphertext=b"", start="d082")),
        refused("array-of-4", "something after the ciphertext", b"\xd0\x84" + body + b"\x80"),
        refused("array-two-bytes", "the array's length not in the shortest form", b"\xd0\x98\x03" + body),
        refused("array-indefinite", "an array of indefinite length", b"\xd0\x9f" + body + b"\xff"),
        refused("array-of-2-to-the-32", "a length that is not there", b"\xd0\x9a\xff\xff\xff\xff" + body),
        refused("array-of-2-to-the-64", "a length that is not there", b"\xd0\x9b" + b"\xff" * 8 + body),
        refused("map-for-array", "a map instead of the array", b"\xd0\xa3" + body),
        refused("protected-map", "the protected header is not wrapped in bytes", build(raw({1: 1}))),
        refused("protected-text", "text instead of bytes", build(b"\x63\xa1\x01\x01")),
        refused("protected-indefinite", "bytes in chunks", build(b"\x5f\x43\xa1\x01\x01\xff")),
        refused("protected-two-bytes", "its length not in the shortest form", build(b"\x58\x03\xa1\x01\x01")),
        refused("ciphertext-null", "detached", build(ciphertext=b"\xf6")),
        refused("ciphertext-text", "text instead of bytes", build(ciphertext=b"\x64abcd")),
        refused("ciphertext-indefinite", "bytes in chunks", build(ciphertext=b"\x5f" + bstr(ciphertext) + b"\xff")),
        refused("ciphertext-length-long", "its length not in the shortest form",
                build(ciphertext=b"\x58\x14" + ciphertext)),
        refused("ciphertext-2-to-the-31", "a length that is not there",
                build(ciphertext=b"\x5a\x80\x00\x00\x00" + ciphertext)),
        refused("trailing", "a byte after the end", GOOD + b"\0"),
        *[refused(f"truncated-{size}", f"the first {size} bytes", GOOD[:size])
          for size in (1, 2, 4, 6, 9, 14, 16, 30, 36, 37, 40, len(GOOD) - 1)],
    ]


def protected_header():
    return [
        refused("protected-empty", "no algorithm", build(b"\x40")),
        refused("protected-a0", "no algorithm", header({})),
        refused("protected-array", "an array instead of a map", header([1])),
        refused("protected-trailing", "a byte after the map", header(b"\xa1\x01\x01\x00")),
        refused("protected-truncated", "a pair is missing", header(b"\xa2\x01\x01")),
        refused("protected-map-indefinite", "a map of indefinite length", header(b"\xbf\x01\x01\xff")),
        refused("protected-map-two-bytes", "the map's length not in the shortest form", header(b"\xb8\x01\x01\x01")),
        refused("alg-two-bytes", "the algorithm not in the shortest form", header(b"\xa1\x01\x18\x01")),
        refused("alg-label-two-bytes", "the label not in the shortest form", header(b"\xa1\x18\x01\x01")),
        refused("alg-text", "algorithms are numbers", header({1: "A128GCM"})),
        refused("alg-true", "true is no number", header({1: True})),
        refused("alg-float", "1.0 is no number", header(b"\xa1\x01\xf9\x3c\x00")),
        refused("alg-bignum", "a tagged number", header(b"\xa1\x01\xc2\x41\x01")),
        refused("alg-duplicate", "the same label twice", header(b"\xa2\x01\x01\x01\x01")),
        refused("label-true", "true is no label", header(b"\xa1\xf5\x01")),
        refused("label-unknown", "a label that the grammar does not have", header({1: 1, 4: KID})),
        refused("label-iv", "an IV", header({1: 1, 5: bytes(12)})),
        refused("label-text", "a label in text", header({1: 1, "a": 1})),
        refused("label-negative", "another private label", header({1: 1, -65538: 1})),
        refused("unordered", "content type before algorithm", header({3: 0, 1: 1})),
        refused("extension-unordered", "the extension before crit", header({1: 1, EXT: {4: 1}, 2: [EXT]})),
        refused("content-type-bytes", "neither text nor a number", header({1: 1, 3: b"a"})),
        refused("content-type-negative", "below 0", header({1: 1, 3: -1})),
        refused("content-type-not-utf-8", "a lone byte 80", header(b"\xa2\x01\x01\x03\x61\x80")),
        refused("content-type-surrogate", "half a surrogate pair", header(b"\xa2\x01\x01\x03\x63\xed\xa0\x80")),
        refused("crit-without-extension", "crit, but nothing critical", header({1: 1, 2: [EXT]})),
        refused("extension-without-crit", "the extension is critical always", header({1: 1, EXT: {4: 1}})),
        refused("crit-empty", "an empty array", header({1: 1, 2: [], EXT: {4: 1}})),
        refused("crit-other", "another critical label", header({1: 1, 2: [-65538], EXT: {4: 1}})),
        refused("crit-two", "one label too many", header({1: 1, 2: [1, EXT], EXT: {4: 1}})),
        refused("crit-number", "no array", header({1: 1, 2: EXT, EXT: {4: 1}})),
        refused("crit-null", "null is not the same as absent", header({1: 1, 2: None, EXT: {4: 1}})),
        refused("extension-null", "null is not the same as absent", header({1: 1, 2: [EXT], EXT: None})),
        refused("content-type-null", "null is not the same as absent", header({1: 1, 3: None})),
        refused("crit-text", "a label in text", header({1: 1, 2: ["-65537"], EXT: {4: 1}})),
    ]


def extensions():
    many = b"\xa3\x01\x01\x02\x81\x3a\x00\x01\x00\x00\x3a\x00\x01\x00\x00"  # up to the value of the extension
    nested = {1: 1, 2: [EXT], EXT: {9: [[[[]]]]}}
    return [
        refused("extension-empty", "an extension that says nothing", extension({})),
        refused("extension-array", "no map", extension([4, 1])),
        refused("extension-unknown-0", "an unknown label", extension({0: 1})),
        refused("extension-unknown-10", "an unknown label", extension({10: 1})),
        refused("extension-unknown-negative", "an unknown label", extension({-1: 1})),
        refused("extension-label-text", "a label in text", extension({"4": 1})),
        refused("extension-duplicate", "the same label twice", header(many + b"\xa2\x04\x01\x04\x01")),
        refused("extension-unordered-labels", "7 before 4", extension({7: True, 4: 1})),
        refused("extension-indefinite", "a map of indefinite length", header(many + b"\xbf\x04\x01\xff")),
        refused("extension-deep", "arrays in arrays", header(nested)),
        refused("class-0", "live messages have no class", extension({1: 0, 2: 1})),
        refused("class-3", "an unknown class", extension({1: 3, 2: 1})),
        refused("class-true", "true is no number", extension({1: True, 2: 1})),
        refused("class-without-created", "a retained message says its time", extension({1: 1})),
        refused("will-without-created", "a will says its time", extension({1: 2})),
        refused("created-negative", "before the epoch", extension({2: -1})),
        refused("created-float", "a fraction", header(many + b"\xa1\x02\xf9\x3c\x00")),
        refused("created-2-to-the-63", "numbers are below 2^63", extension({2: 2 ** 63})),
        refused("created-2-to-the-64", "numbers are below 2^63", extension({2: 2 ** 64 - 1})),
        refused("lifetime-without-created", "a lifetime that nothing begins", extension({3: 60})),
        refused("lifetime-negative", "below 0", extension({2: 1, 3: -1})),
        refused("previous-2-to-the-40", "numbers are below 2^40", extension({4: 2 ** 40})),
        refused("previous-negative", "below 0", extension({4: -1})),
        refused("previous-bytes", "a number, not its bytes", extension({4: b"\3"})),
        refused("segment-size-240", "segments have at least 256 bytes", extension({5: 240, 6: 4})),
        refused("segment-size-255", "segments have at least 256 bytes", extension({5: 255, 6: 4})),
        refused("segment-size-65536", "segments have at most 65,520 bytes", extension({5: 65536, 6: 4})),
        refused("segment-size-257", "no multiple of 16", extension({5: 257, 6: 4})),
        refused("segment-size-alone", "without the total", extension({5: 256})),
        refused("total-alone", "without the segments' size", extension({6: 4})),
        refused("total-negative", "below 0", extension({5: 256, 6: -1})),
        refused("total-small", "the ciphertext is one byte longer", extension({5: 256, 6: 3})),
        refused("total-large", "the ciphertext is one byte shorter", extension({5: 256, 6: 5})),
        refused("total-2-to-the-62", "the ciphertext is shorter", extension({5: 256, 6: 2 ** 62})),
        refused("padded-false", "the mark is true or not there", extension({7: False})),
        refused("padded-1", "1 is not true", extension({7: 1})),
        refused("padded-null", "null is not true", extension({7: None})),
        refused("response-topic-bytes", "text, not bytes", extension({8: b"a/b"})),
        refused("response-topic-not-utf-8", "an overlong slash", header(many + b"\xa1\x08\x62\xc0\xaf")),
        refused("correlation-text", "bytes, not text", extension({9: "a"})),
    ]


def unprotected_header():
    kid, piv, kctx = b"\x04" + bstr(KID), b"\x06" + bstr(b"\5"), b"\x0a" + bstr(KCTX)
    return [
        refused("unprotected-empty", "nothing", build(unprotected={})),
        refused("unprotected-without-kid", "no key id", build(unprotected={6: b"\5", 10: KCTX})),
        refused("unprotected-without-piv", "no number", build(unprotected={4: KID, 10: KCTX})),
        refused("unprotected-without-kctx", "no kid context", build(unprotected={4: KID, 6: b"\5"})),
        refused("unprotected-more", "one parameter more", build(unprotected=b"\xa4" + kid + piv + kctx + b"\x0b\x01")),
        refused("unprotected-content-type", "a content type that is not authenticated",
                build(unprotected=b"\xa4\x03\x00" + kid + piv + kctx)),
        refused("unprotected-other", "an IV for the number", build(unprotected={4: KID, 5: bytes(12), 10: KCTX})),
        refused("unprotected-labels-text", "labels in text", build(unprotected={"4": KID, "6": b"\5", "10": KCTX})),
        refused("unprotected-duplicate", "the key id twice", build(unprotected=b"\xa4" + kid + kid + piv + kctx)),
        refused("unprotected-unordered", "the number before the key id", build(unprotected=b"\xa3" + piv + kid + kctx)),
        refused("unprotected-indefinite", "a map of indefinite length",
                build(unprotected=b"\xbf" + kid + piv + kctx + b"\xff")),
        refused("unprotected-array", "no map", build(unprotected=[4, KID, 6, b"\5", 10, KCTX])),
        refused("kid-of-0", "a key id of no bytes", unprotected(kid=b"")),
        refused("kid-of-9", "a key id of nine bytes", unprotected(kid=bytes(9))),
        refused("kid-text", "text, not bytes", unprotected(kid="a1b2")),
        refused("kid-two-bytes", "its length not in the shortest form",
                build(unprotected=b"\xa3\x04\x58\x04" + KID + piv + kctx)),
        refused("piv-of-0", "a number of no bytes", unprotected(piv=b"")),
        refused("piv-of-6", "a number of six bytes", unprotected(piv=b"\1" + bytes(5))),
        refused("piv-leading-zero", "5 in two bytes", unprotected(piv=b"\0\5")),
        refused("piv-zeros", "0 in two bytes", unprotected(piv=b"\0\0")),
        refused("piv-number", "a number, not its bytes", unprotected(piv=5)),
        refused("kctx-of-14", "no sender id", unprotected(kctx=KCTX[:14])),
        refused("kctx-of-47", "a sender id of 33 bytes", unprotected(kctx=KCTX[:14] + bytes(33))),
        refused("kctx-text", "text, not bytes", unprotected(kctx="a" * 18)),
    ]


def keys():
    direct = {1: 4, 2: KID, 3: 1, 4: [4], -1: fixed("direct 1", 16)}
    return [
        refused("kid-unknown", "another key id", unprotected(kid=b"\1\2\3\4"), "unknown_key"),
        refused("kid-longer", "the key id and a zero byte", unprotected(kid=KID + b"\0"), "unknown_key"),
        refused("kid-shorter", "the beginning of the key id", unprotected(kid=KID[:3]), "unknown_key"),
        refused("kid-unknown-alg-unknown", "the key is looked up first",
                build(bstr(raw({1: 99})), {4: b"\1", 6: b"\5", 10: KCTX}), "unknown_key"),
        refused("direct-key", "a direct key opens no derived form", GOOD, "unknown_key", key=direct),
        *[refused(f"alg-{alg}", "not the key's", header({1: alg}), "unsupported_algorithm")
          for alg in (0, 2, 3, 10, 24, 30, 99, 2 ** 62, -1, -65531)],
        refused("key-of-another-alg", "the header is the one that was sealed", GOOD, "unsupported_algorithm",
                key=derived_key(3)),
        refused("key-other", "the right id, another key", GOOD, "not_authentic",
                key={**derived_key(1), -1: fixed("other", 32)}),
        refused("topics-other", "the key is not for this topic", GOOD, "wrong_topic", topics=["field/#", "+/7"]),
        refused("senders-other", "the key is not for this sender", GOOD, "wrong_sender",
                senders=[b"gh-8".hex(), b"gh-7\0".hex()]),
        refused("own", "sealed by the receiver itself", GOOD, "own", own=SENDER.hex()),
    ]
