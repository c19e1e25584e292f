"""The envelopes of docs/wire-format.md, to be read beside that page: CBOR, grammar, and sealing.

receiver.py beside this file opens them. Needs cbor2 and cryptography (Debian: python3-cbor2,
python3-cryptography). Left out, and needed by a real sender: counting its numbers, keeping a session, and
asking before the short tag of algorithm 10 is used.
"""
import io
from collections import namedtuple
from functools import partial

import cbor2
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CLASS, CREATED, LIFETIME, PREVIOUS, SEGMENT_SIZE, TOTAL, PADDED, RESPONSE_TOPIC, CORRELATION = range(1, 10)
EXTENSION = -65537  # in a header the extension, in a derived key its AEAD
TAG_16 = b"\xd0"
# By number: the cipher, and the bytes of its key, nonce and tag.
Algorithm = namedtuple("Algorithm", "cipher key nonce tag")
CCM, CCM_8 = partial(AESCCM, tag_length=16), partial(AESCCM, tag_length=8)
ALGORITHMS = {alg: Algorithm(*sizes) for alg, sizes in {
    1: (AESGCM, 16, 12, 16), 2: (AESGCM, 24, 12, 16), 3: (AESGCM, 32, 12, 16),
    24: (ChaCha20Poly1305, 32, 12, 16),
    10: (CCM_8, 16, 13, 8), 11: (CCM_8, 32, 13, 8), 12: (CCM_8, 16, 7, 8), 13: (CCM_8, 32, 7, 8),
    30: (CCM, 16, 13, 16), 31: (CCM, 32, 13, 16), 32: (CCM, 16, 7, 16), 33: (CCM, 32, 7, 16)}.items()}
Message = namedtuple("Message", "protected alg content_type ext kid n kctx ciphertext")


class Refused(Exception):
    """An envelope was not opened; the text is the outcome."""


def require(holds, outcome="malformed"):
    if not holds:
        raise Refused(outcome)


# CBOR. cbor2 writes it, but would read more than the page allows.
def decode(data):
    """The one item that the data is. Only deterministic CBOR is equal to what it is encoded as again."""
    item = read(io.BytesIO(data))
    require(cbor2.dumps(item) == data)
    return item


def read(stream, depth=0, majors=(0, 1, 2, 3, 4, 5, 7)):
    (first,) = take(stream, 1)
    major, low = first >> 5, first & 31
    require(major in majors and low < 28 and (depth < 4 or major not in (4, 5)))
    argument = low if low < 24 else int.from_bytes(take(stream, 1 << low - 24), "big")
    require(argument < 1 << 63)
    if major < 2:
        return argument if major == 0 else -1 - argument
    if major == 2:
        return take(stream, argument)
    if major == 3:
        return take(stream, argument).decode(errors="replace")  # with what is not equal, if it is not UTF-8
    if major == 4:
        return [read(stream, depth + 1) for _ in range(argument)]
    if major == 5:
        pairs = [(read(stream, depth + 1, (0, 1, 3)), read(stream, depth + 1)) for _ in range(argument)]
        return dict(sorted(pairs, key=lambda pair: cbor2.dumps(pair[0])))
    require(first in (0xf4, 0xf5, 0xf6))
    return {0xf4: False, 0xf5: True, 0xf6: None}[first]


def take(stream, size):
    data = stream.read(size)
    require(len(data) == size)
    return data


# Grammar: tests of values, and of maps by their labels. Values are compared as CBOR, where 1 is not true.
def uint(least=0, most=(1 << 63) - 1):
    return lambda value: type(value) is int and least <= value <= most


def octets(least=0, most=1 << 63):
    return lambda value: type(value) is bytes and least <= len(value) <= most


def one_of(*allowed):
    return lambda value: cbor2.dumps(value) in map(cbor2.dumps, allowed)


def is_text(value):
    return type(value) is str


def fits(value, needed, optional=None):
    """Whether it is a map with all labels needed, no others but the optional, and values that pass."""
    tests = {**needed, **(optional or {})}
    return (type(value) is dict and needed.keys() <= value.keys() <= tests.keys()
            and all(tests[label](item) for label, item in value.items()))


def is_extension(ext):
    optional = {CLASS: uint(1, 2), CREATED: uint(), LIFETIME: uint(), PREVIOUS: uint(0, (1 << 40) - 1),
                SEGMENT_SIZE: uint(256, 65520), TOTAL: uint(), PADDED: one_of(True), RESPONSE_TOPIC: is_text,
                CORRELATION: octets()}
    return (fits(ext, {}, optional) and ext != {} and (CREATED in ext or not ext.keys() & {CLASS, LIFETIME})
            and (SEGMENT_SIZE in ext) == (TOTAL in ext) and ext.get(SEGMENT_SIZE, 0) % 16 == 0)


def split(data):
    """Protected header as authenticated and as a map, unprotected header, ciphertext."""
    body = decode(data)
    require(type(body) is list and [type(part) for part in body] == [bytes, dict, bytes])
    protected, unprotected, ciphertext = body
    header = decode(protected) if protected else {}
    require(type(header) is dict)
    return protected, header, unprotected, ciphertext


def parse(data):
    """The parts of an envelope of the derived form that follows the grammar; none of it is authentic yet."""
    require(data[:1] == TAG_16)
    protected, header, unprotected, ciphertext = split(data[1:])
    require((2 in header) == (EXTENSION in header) and fits(header, {1: lambda alg: type(alg) is int}, {
        2: one_of([EXTENSION]), 3: lambda value: is_text(value) or uint()(value), EXTENSION: is_extension}))
    require(fits(unprotected, {4: octets(1, 8), 6: octets(1, 5), 10: octets(15, 46)}))
    kid, piv, kctx = unprotected.values()
    require(piv[0] > 0 or len(piv) == 1)
    n, ext = int.from_bytes(piv, "big"), header.get(EXTENSION, {})
    return Message(protected, header[1], header.get(3), ext, kid, n, kctx, ciphertext)


# Keys, nonces and associated data.
def derive(key, kctx, purpose, length):
    info = cbor2.dumps([key[2], kctx, key[EXTENSION], purpose, length])
    return HKDF(SHA256(), length, b"gradus/1", info).derive(key[-1])


def schedule(key, message, size):
    """The derived key, and a nonce for each piece of a plaintext of that size; whole ones are one piece."""
    algorithm, segment = ALGORITHMS[message.alg], message.ext.get(SEGMENT_SIZE)
    prefix, tails = "", [b""]
    if segment is not None:
        last = max(1, -(-size // segment)) - 1
        prefix, tails = "Seg", [i.to_bytes(4, "big") + bytes([i == last]) for i in range(last + 1)]
    iv = derive(key, message.kctx, prefix + "IV", algorithm.nonce)
    nonces = [xor_padded(message.n.to_bytes(5, "big") + tail, iv) for tail in tails]
    return derive(key, message.kctx, prefix + "Key", algorithm.key), nonces


def xor_padded(number, iv):
    return (int.from_bytes(number, "big") ^ int.from_bytes(iv, "big")).to_bytes(len(iv), "big")


def associated_data(message, topic):
    external = cbor2.dumps(["gradus/1", topic, message.kid, message.kctx])
    return cbor2.dumps(["Encrypt0", message.protected, external])


# Sealing.
def seal(key, topic, kctx, n, plaintext, ext=None, content_type=None, padded_to=None):
    """An envelope of the derived form; of the extension's labels, total and padded follow from the rest."""
    ext, header = dict(ext or {}), {1: key[EXTENSION]}
    if padded_to is not None:
        ext[PADDED] = True
        plaintext = (plaintext + b"\x80").ljust(padded_to, b"\0")
    if SEGMENT_SIZE in ext:
        ext[TOTAL] = len(plaintext)
    if content_type is not None:
        header[3] = content_type
    if ext:
        header.update({2: [EXTENSION], EXTENSION: ext})
    protected = cbor2.dumps(header, canonical=True)
    message = parse(wrap(protected, key[2], n, kctx, b""))  # refuses what breaks the grammar
    size = ext.get(SEGMENT_SIZE, len(plaintext))
    require(size <= 65535 or message.alg not in (10, 30), "too long for AES-CCM as a whole")
    sealing_key, nonces = schedule(key, message, len(plaintext))
    cipher, aad = ALGORITHMS[message.alg].cipher(sealing_key), associated_data(message, topic)
    sealed = b"".join(cipher.encrypt(nonce, plaintext[i * size:(i + 1) * size], aad)
                      for i, nonce in enumerate(nonces))
    return wrap(protected, key[2], n, kctx, sealed)


def wrap(protected, kid, n, kctx, ciphertext):
    piv = n.to_bytes(max(1, (n.bit_length() + 7) // 8), "big")
    return TAG_16 + cbor2.dumps([protected, {4: kid, 6: piv, 10: kctx}, ciphertext])


def seal_direct(key, plaintext, header, unprotected, external_aad=b""):
    """An envelope of the direct form; in use its IV (5) has to be random, one for each envelope."""
    protected = cbor2.dumps(header)
    aad = cbor2.dumps(["Encrypt0", protected, external_aad])
    cipher = ALGORITHMS[key[3]].cipher(key[-1])
    sealed = cipher.encrypt(nonce_of({**unprotected, **header}, key), plaintext, aad)
    return TAG_16 + cbor2.dumps([protected, unprotected, sealed])


def nonce_of(header, key):
    """The nonce of the direct form, from the parameters of both headers."""
    size = ALGORITHMS[key[3]].nonce
    require(octets(size, size)(header[5]) if 5 in header else octets(1, size)(header[6]) and 5 in key)
    return header[5] if 5 in header else xor_padded(header[6], key[5])
