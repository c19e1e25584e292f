#!/usr/bin/python3
"""Writes docs/vectors/*.json. Nothing in it is random: running it again gives the same bytes."""
import hashlib
import json
import pathlib

import cbor2

from make_forgeries import forgeries
from make_refusals import derived_refusals
from make_replay import replay_sequences
from gradus_l2 import (ALGORITHMS, CLASS, CORRELATION, CREATED, LIFETIME, PREVIOUS, RESPONSE_TOPIC, SEGMENT_SIZE,
                       TOTAL, associated_data, derive, nonce_of, parse, schedule, seal, seal_direct)
from vector_parts import CLOCK, KID, NAMES, RANDOM, SENDER, SESSION, TOPIC, derived_key, expand, fixed, key_hex, kctx_of

DERIVED = [1, 3, 24, 30, 10]
FOLDER = pathlib.Path(__file__).resolve().parents[3] / "docs" / "vectors"
SIZES = [0, 1, 4, 23, 24, 255, 256, 65535]
HEADER = {"class": CLASS, "created": CREATED, "lifetime": LIFETIME, "previous": PREVIOUS, "segment_size": SEGMENT_SIZE,
          "response_topic": RESPONSE_TOPIC, "correlation": CORRELATION}
CLASSES = {"retained": 1, "will": 2}


def positive(name, why, key, plaintext, n=5, header=None, topic=TOPIC, sender=SENDER, number=SESSION, random=RANDOM,
             outcome="fresh"):
    header = header or {}
    ext = {HEADER[field]: value for field, value in header.items() if field in HEADER}
    if CLASS in ext:
        ext[CLASS] = CLASSES[ext[CLASS]]
    if CORRELATION in ext:
        ext[CORRELATION] = bytes.fromhex(ext[CORRELATION])
    kctx = kctx_of(number, random, sender)
    envelope = seal(key, topic, kctx, n, expand(plaintext), ext, header.get("content_type"), header.get("padded_to"))
    message = parse(envelope)
    return {
        "name": name, "why": why, "key": key_hex(key), "kid": key[2].hex(), "alg": message.alg, "topic": topic,
        "sender": sender.hex(), "session": {"number": number, "random": random.hex()}, "n": n, "header": header,
        "plaintext": plaintext, "envelope": shown(envelope), "outcome": outcome,
        "intermediates": intermediates(key, topic, message),
    }


def intermediates(key, topic, message):
    algorithm, purpose = ALGORITHMS[message.alg], "SegIV" if SEGMENT_SIZE in message.ext else "IV"
    derived, nonces = schedule(key, message, message.ext.get(TOTAL, len(message.ciphertext) - algorithm.tag))
    return {
        "key": derived.hex(),
        "iv": derive(key, message.kctx, purpose, algorithm.nonce).hex(),
        "nonces": [nonce.hex() for nonce in nonces],
        "aad": associated_data(message, topic).hex(),
    }


def shown(envelope):
    if len(envelope) <= 2000:
        return envelope.hex()
    return {"sha256": hashlib.sha256(envelope).hexdigest(), "size": len(envelope)}


def payload(size):
    """A plaintext as the files write it: in hexadecimal, and long ones as a repetition."""
    if size <= 1000:
        return bytes(i * 7 % 256 for i in range(size)).hex()
    length = next(length for length in (7, 5, 3, 16, 11, 13, 1) if size % length == 0)
    return {"repeat": fixed("payload", length).hex(), "count": size // length}


def whole():
    example = positive("example", "the example of the page about the wire format", derived_key(1), b"21.5".hex())
    sizes = [positive(f"{NAMES[alg]}-{size}", f"{size} bytes", derived_key(alg), payload(size), n=size)
             for alg in DERIVED for size in SIZES]
    largest = 2 ** 40 - 1
    one = derived_key(1)
    return [example, *sizes,
            positive("gcm-65536", "the least length that takes four bytes", one, payload(65536)),
            positive("chacha-65536", "no limit of 65,535 bytes but for CCM", derived_key(24), payload(65536)),
            positive("gcm-160000-largest-number", "overhead 61", one, payload(160_000), n=largest),
            *[positive(f"number-{n}", "the number in the fewest bytes", one, "00", n=n)
              for n in (0, 1, 255, 256, 65535, 65536, 2 ** 24, 2 ** 32 - 1, 2 ** 32, largest)],
            *[positive(f"sender-{size}", f"a sender id of {size} bytes", one, "00", sender=fixed("sender", size))
              for size in (1, 9, 10, 32)],
            *[positive(f"kid-{size}", f"a key id of {size} bytes", derived_key(3, fixed("kid", size)), "00")
              for size in (1, 8)],
            positive("kid-zero", "a key id of one zero byte", derived_key(3, b"\0"), "00"),
            positive("session-counter-0", "a session counted from 0", one, "00", number=0, n=0),
            positive("session-counter-largest", "the largest counter", one, "00", number=2 ** 40 - 1),
            positive("session-random-ff", "the random part is unsigned", one, "00", random=b"\xff" * 8),
            positive("topic-not-ascii", "a topic in UTF-8, as it is", one, "00", topic="gewächshaus/7/温度"),
            positive("topic-not-normalised", "a combining character is not replaced", one, "00",
                     topic="gewa\u0308chshaus/7"),
            positive("topic-slash", "a topic name of one slash", one, "00", topic="/"),
            positive("topic-long", "a topic of 300 bytes", one, "00", topic="t" * 300)]


def segmented():
    small = [(0, 256, "nothing: one empty segment"), (1, 256, "one byte"), (255, 256, "one byte less than a segment"),
             (256, 256, "exactly one segment"), (257, 256, "one byte over"), (768, 256, "an exact multiple"),
             (769, 256, "a multiple and one byte"), (65_520, 65_520, "the largest segment, once"),
             (65_521, 65_520, "the largest segment and one byte")]
    one = derived_key(1)
    retained = {"class": "retained", "created": 1_767_225_600, "segment_size": 256}
    return [*[positive(f"{NAMES[alg]}-{total}-by-{size}", why, derived_key(alg), payload(total),
                       header={"segment_size": size}) for alg in DERIVED for total, size, why in small],
            positive("example", "the segmented example of the page about the wire format", one,
                     (b"a" * 256 + b"21.5").hex(), n=6, header={"segment_size": 256}),
            positive("gcm-10000-by-4096", "overhead 109", one, payload(10_000), header={"segment_size": 4096}),
            positive("ccm-70000-by-4096", "more than CCM seals as a whole", derived_key(30), payload(70_000),
                     header={"segment_size": 4096}),
            positive("largest-number", "all 40 bits of the number are in each nonce", one, payload(300),
                     n=2 ** 40 - 1, header={"segment_size": 256}),
            positive("retained", "segmented and retained", one, payload(300), header=retained, outcome="retained"),
            positive("padded-into-a-second-segment", "the padding is counted in the total", one, payload(256),
                     header={"segment_size": 256, "padded_to": 512}),
            positive("segment-272", "a size that is no power of two", one, payload(600), header={"segment_size": 272})]


def classes():
    created = 1_767_225_600
    all_fields = {"class": "retained", "created": created, "lifetime": 3600, "previous": 3, "segment_size": 256,
                  "padded_to": 320, "response_topic": "greenhouse/7/answers", "correlation": "00ff",
                  "content_type": "text/plain; charset=utf-8"}
    cases = [
        ("retained", "the retained example of the page about the wire format",
         {"class": "retained", "created": created}, "retained"),
        ("retained-long-ago", "times are not judged without a lifetime",
         {"class": "retained", "created": 0}, "retained"),
        ("will", "sealed to be the sender's will", {"class": "will", "created": created}, "will"),
        ("created", "a live message that says when it was made", {"created": created}, "fresh"),
        ("created-large", "a time of eight bytes", {"created": 2 ** 63 - 1}, "fresh"),
        ("lifetime", "good for an hour", {"created": created, "lifetime": 3600}, "fresh"),
        ("lifetime-0", "good for the second it was made in", {"created": created, "lifetime": 0}, "fresh"),
        ("lifetime-over", "over a second ago", {"created": created - 61, "lifetime": 60}, "expired"),
        ("retained-over", "a lifetime ends that of a retained message too",
         {"class": "retained", "created": created - 61, "lifetime": 60}, "expired"),
        ("lifetime-sum", "a sum over 2^63 does not wrap round",
         {"created": 2 ** 63 - 1, "lifetime": 2 ** 63 - 1}, "fresh"),
        ("previous", "the number before on this topic", {"previous": 3}, "fresh"),
        ("previous-0", "the number before was the first", {"previous": 0}, "fresh"),
        ("padded", "padded to 64 bytes", {"padded_to": 64}, "fresh"),
        ("padded-one-byte", "the least padding is one byte", {"padded_to": 5}, "fresh"),
        ("content-type-text", "no extension is needed", {"content_type": "text/plain"}, "fresh"),
        ("content-type-empty", "an empty text is a text", {"content_type": ""}, "fresh"),
        ("content-type-number", "a CoAP content format", {"content_type": 50}, "fresh"),
        ("content-type-0", "text/plain as a number", {"content_type": 0}, "fresh"),
        ("response-topic", "where an answer goes", {"response_topic": "greenhouse/7/answers"}, "fresh"),
        ("correlation", "what an answer repeats", {"correlation": "00112233445566778899"}, "fresh"),
        ("correlation-empty", "an empty one is not an absent one", {"correlation": ""}, "fresh"),
        ("all", "everything at once", all_fields, "retained"),
    ]
    one = derived_key(1)
    zeros = positive("padded-zeros", "zeros and 80 of the plaintext itself stay", one, "800000800000",
                     header={"padded_to": 32})
    empty = positive("padded-empty", "nothing but padding", one, "", header={"padded_to": 16})
    return [*[positive(name, why, one, b"21.5".hex(), n=7 + i, header=header, outcome=outcome)
              for i, (name, why, header, outcome) in enumerate(cases)], zeros, empty,
            positive("retained-ccm-short-tag", "another algorithm", derived_key(10), b"21.5".hex(),
                     header={"class": "retained", "created": created}, outcome="retained")]


def direct_key(alg, base_iv=None, operations=(3, 4)):
    key = {1: 4, 2: KID, 3: alg, 4: list(operations)}
    if base_iv is not None:
        key[5] = base_iv
    key[-1] = fixed(f"direct {alg}", ALGORITHMS[alg].key)
    return key


def direct_case(name, why, key, protected=None, unprotected=None, aad=b"", tagged=True, named=None, plaintext=b"21.5"):
    protected = {1: key[3]} if protected is None else protected
    envelope = seal_direct(key, plaintext, protected, unprotected, aad)[0 if tagged else 1:]
    return {
        "name": name, "why": why, "key": key_hex(key), "kid": key[2].hex(), "alg": key[3], "external_aad": aad.hex(),
        "named": named and named.hex(), "protected": cbor2.dumps(protected).hex(),
        "unprotected": cbor2.dumps(unprotected).hex(), "tagged": tagged, "plaintext": plaintext.hex(),
        "envelope": envelope.hex(), "outcome": "freshness_unknown",
        "intermediates": {"nonce": nonce_of({**unprotected, **protected}, key).hex(),
                          "aad": cbor2.dumps(["Encrypt0", cbor2.dumps(protected), aad]).hex()},
    }


def direct():
    one, based = direct_key(1), direct_key(1, bytes.fromhex("d0d1d2d3d4d5d6d7d8d9dadb"))
    iv = {alg: fixed(f"iv {alg}", ALGORITHMS[alg].nonce) for alg in ALGORITHMS}
    plain = {4: KID, 5: iv[1]}
    good = [
        *[direct_case(f"{NAMES[alg]}", "one of each algorithm", direct_key(alg), None, {4: KID, 5: iv[alg]})
          for alg in sorted(ALGORITHMS)],
        *[direct_case(f"{NAMES[alg]}-empty", "nothing in it", direct_key(alg), None, {4: KID, 5: iv[alg]},
                      plaintext=b"")
          for alg in sorted(ALGORITHMS)],
        direct_case("partial-iv", "padded with zeros and XORed with the Base IV", based, None,
                    {4: KID, 6: b"\x61\xa7"}),
        direct_case("partial-iv-leading-zero", "not in the fewest bytes, which only the derived form asks for", based,
                    None, {4: KID, 6: b"\x00\x01"}),
        direct_case("partial-iv-full", "as long as the nonce", based, None, {4: KID, 6: bytes(range(12))}),
        direct_case("iv-beside-base-iv", "the Base IV is not used", based, None, plain),
        direct_case("bare", "without the tag", one, None, plain, tagged=False),
        direct_case("kid-absent", "the caller names the key", one, None, {5: iv[1]}, named=KID),
        direct_case("kid-and-named", "both name the same key", one, None, plain, named=KID),
        direct_case("all-protected", "IV and key id in the protected header", one, {1: 1, **plain}, {}),
        direct_case("external-aad", "what the caller authenticates beside it", one, None, plain, aad=b"caller"),
        direct_case("content-type", "other parameters are left to the caller", one, {1: 1, 3: 0}, plain),
        direct_case("unknown-parameters", "not critical: ignored", one, {1: 1, 99: [1, {"a": b""}]},
                    {**plain, -70000: "x"}),
        direct_case("simple-values", "ignored: false, true and null", one, {1: 1, 99: [False, True, None]}, plain),
        direct_case("nested-four-deep", "ignored, but read: four deep with the header's own map", one,
                    {1: 1, 99: [[[]]]}, {**plain, 98: [[]]}),
    ]
    return good + direct_refusals(one, based, plain)


def direct_refusals(one, based, plain):
    sealed = cbor2.loads(seal_direct(one, b"21.5", {1: 1}, plain)).value
    key_id, iv = {4: KID}, plain[5]
    header = cbor2.dumps({1: 1})

    def envelope(protected=header, unprotected=plain, ciphertext=sealed[2], tag=16):
        body = [protected, unprotected, ciphertext]
        return cbor2.dumps(body if tag is None else cbor2.CBORTag(tag, body))

    def refused(name, why, data, outcome="malformed", key=one, named=None, aad=b""):
        return {"name": name, "why": why, "key": key_hex(key), "external_aad": aad.hex(),
                "named": named and named.hex(), "envelope": data.hex(), "outcome": outcome}

    flipped = sealed[2][:-1] + bytes([sealed[2][-1] ^ 1])
    return [
        refused("protected-empty", "no algorithm in the protected header", envelope(b"")),
        refused("protected-a0", "h'A0' is h'': no algorithm either", envelope(b"\xa0")),
        refused("alg-unprotected", "the algorithm is not authenticated there", envelope(b"", {1: 1, **plain})),
        refused("alg-text", "algorithms are numbers", envelope(cbor2.dumps({1: "A128GCM"}))),
        refused("label-in-both", "the same label in both headers", envelope(cbor2.dumps({1: 1, 4: KID}))),
        refused("crit-unknown", "a critical parameter that is not known",
                envelope(cbor2.dumps({1: 1, 2: [99], 99: 1}))),
        refused("crit-extension", "the extension of the derived form is not known here",
                envelope(cbor2.dumps({1: 1, 2: [-65537], -65537: {4: 1}}))),
        refused("crit-unprotected", "crit outside the protected header", envelope(unprotected={2: [1], **plain})),
        refused("nested-five-deep-protected", "too deep even where it would be ignored",
                envelope(cbor2.dumps({1: 1, 99: [[[[]]]]}))),
        refused("nested-five-deep-unprotected", "the envelope and its map count as two",
                envelope(unprotected={**plain, 99: [[[]]]})),
        refused("tag-inside", "a tag in what would be ignored", envelope(cbor2.dumps({1: 1, 99: cbor2.CBORTag(1, 0)}))),
        refused("undefined-inside", "undefined in what would be ignored",
                envelope(cbor2.dumps({1: 1, 99: cbor2.undefined}))),
        refused("float-inside", "a float in what would be ignored", envelope(cbor2.dumps({1: 1, 99: 1.5}))),
        refused("key-is-bytes-inside", "a map's key in what would be ignored",
                envelope(cbor2.dumps({1: 1, 99: {b"a": 0}}))),
        refused("tag-96", "COSE_Encrypt, not COSE_Encrypt0", envelope(tag=96)),
        refused("detached", "no ciphertext", envelope(ciphertext=None)),
        refused("trailing", "a byte after the end", envelope() + b"\0"),
        refused("indefinite", "an array of indefinite length",
                b"\xd0\x9f" + b"".join(cbor2.dumps(part) for part in [header, plain, sealed[2]]) + b"\xff"),
        refused("unordered", "key id after IV", envelope(unprotected={5: iv, 4: KID})),
        refused("iv-short", "eleven bytes", envelope(unprotected={4: KID, 5: iv[1:]})),
        refused("iv-long", "thirteen bytes", envelope(unprotected={4: KID, 5: iv + b"\0"})),
        refused("iv-and-partial-iv", "one of them", envelope(unprotected={**plain, 6: b"\1"}), key=based),
        refused("no-iv", "neither IV nor Partial IV", envelope(unprotected=key_id)),
        refused("partial-iv-without-base", "the key has no Base IV", envelope(unprotected={4: KID, 6: b"\1"})),
        refused("partial-iv-empty", "of no bytes", envelope(unprotected={4: KID, 6: b""}), key=based),
        refused("partial-iv-long", "longer than the nonce", envelope(unprotected={4: KID, 6: bytes(13)}), key=based),
        refused("kid-unknown", "another key id", envelope(unprotected={4: b"\1", 5: iv}), "unknown_key"),
        refused("kid-absent-not-named", "nobody names a key", envelope(unprotected={5: iv}), "unknown_key"),
        refused("kid-not-the-named", "the caller means another key", envelope(), "unknown_key", named=b"\1"),
        refused("kid-text", "a key id is bytes", envelope(unprotected={4: "a", 5: iv})),
        refused("derived-key", "a derived key opens no direct form", envelope(), "unknown_key", key=derived_key(1)),
        refused("key-only-seals", "key_ops without 4", envelope(), "unknown_key", key=direct_key(1, operations=[3])),
        refused("alg-not-the-keys", "A256GCM in the header", envelope(cbor2.dumps({1: 3})), "unsupported_algorithm"),
        refused("ciphertext-short", "shorter than the tag", envelope(ciphertext=sealed[2][:15]), "not_authentic"),
        refused("flipped", "one bit of the tag", envelope(ciphertext=flipped), "not_authentic"),
        refused("aad-other", "another external_aad", envelope(), "not_authentic", aad=b"x"),
        refused("protected-other", "a parameter added", envelope(cbor2.dumps({1: 1, 3: 0})), "not_authentic"),
    ]


def write(area, vectors):
    names = [vector["name"] for vector in vectors]
    assert len(set(names)) == len(names), area
    content = {"format": "gradus-vectors/1", "area": area, "clock": CLOCK, "vectors": vectors}
    text = json.dumps(content, indent=1, ensure_ascii=True)
    (FOLDER / f"{area}.json").write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    for make in (whole, segmented, classes, direct):
        write(make.__name__, make())
    write("refusals", [*derived_refusals(), *forgeries()])
    write("replay", replay_sequences())
