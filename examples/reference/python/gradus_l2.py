#!/usr/bin/python3
"""Seals and opens the L2 envelopes that docs/wire-format.md describes; written to be read beside that page.

Needs cbor2 and cryptography (Debian: python3-cbor2, python3-cryptography). Left out, and needed by a real receiver:
size limits, the times, topics and senders of keys, own messages, expiry and the replay rules (receiver.py beside this
file has most of them, in memory), the consent to the short tag of algorithm 10, and overwriting keys after use. A real
sender also counts its numbers and keeps its session; on the command line each envelope is a session of its own.
"""
import argparse
import collections
import os
import sys
import time

import cbor2
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cose_keys import DERIVED, HKDF_SHA_256, PRIVATE_ALG, Aead, read_keys
from strict_cbor import Refused, octets, read_all, read_head, require, uint

EXTENSION = -65537
CLASS, CREATED, LIFETIME, PREVIOUS, SEGMENT_SIZE, TOTAL, PADDED, RESPONSE_TOPIC, CORRELATION = range(1, 10)
CCM = (10, 30)
Message = collections.namedtuple("Message", "protected alg content_type ext kid n kctx ciphertext")


# Opening: grammar, key, plaintext.
def parse(data):
    """The parts of an envelope that follows the grammar; none of it is authentic yet."""
    major, tag, at = read_head(data, 0)
    require(major == 6 and tag == 16)
    protected, unprotected, ciphertext = parts(read_all(data, at))
    header = read_all(protected)
    require(type(header) is dict and type(header.get(1)) is int and not header.keys() - {1, 2, 3, EXTENSION})
    require((2 in header) == (EXTENSION in header) and header.get(2, [EXTENSION]) == [EXTENSION])
    require(3 not in header or type(header[3]) is str or uint(header[3]))
    require(EXTENSION not in header or check_extension(header[EXTENSION]))
    require(list(unprotected) == [4, 6, 10])
    kid, piv, kctx = unprotected.values()
    require(octets(kid, 1, 8) and octets(piv, 1, 5) and octets(kctx, 15, 46) and (piv[0] > 0 or len(piv) == 1))
    n = int.from_bytes(piv, "big")
    return Message(protected, header[1], header.get(3), header.get(EXTENSION, {}), kid, n, kctx, ciphertext)


def parts(body):
    require(type(body) is list and [type(part) for part in body] == [bytes, dict, bytes])
    return body


def check_extension(ext):
    return (type(ext) is dict and ext and all(uint(label, 1, 9) for label in ext)
            and uint(ext.get(CLASS, 1), 1, 2) and uint(ext.get(CREATED, 0)) and uint(ext.get(LIFETIME, 0))
            and (CREATED in ext or not (CLASS in ext or LIFETIME in ext))
            and uint(ext.get(PREVIOUS, 0), 0, (1 << 40) - 1) and (SEGMENT_SIZE in ext) == (TOTAL in ext)
            and uint(ext.get(SEGMENT_SIZE, 256), 256, 65520) and ext.get(SEGMENT_SIZE, 256) % 16 == 0
            and uint(ext.get(TOTAL, 0)) and ext.get(PADDED, True) is True
            and type(ext.get(RESPONSE_TOPIC, "")) is str and type(ext.get(CORRELATION, b"")) is bytes)


def select_key(keys, message):
    """The key of a message, once it is known that algorithm and lengths fit."""
    key = keys.get(message.kid)
    require(key is not None and key[3] == HKDF_SHA_256, "unknown_key")
    require(key[PRIVATE_ALG] == message.alg, "unsupported_algorithm")
    tag, length, total = DERIVED[message.alg][2], len(message.ciphertext), message.ext.get(TOTAL)
    if total is None:
        require(message.alg not in CCM or length - tag <= 65535)
    else:
        count = max(1, -(-total // message.ext[SEGMENT_SIZE]))
        require(count < 1 << 32 and length == total + count * tag)
    return key


def decrypt(key, topic, message):
    """The plaintext without its padding, if all of it is authentic."""
    tag = DERIVED[message.alg][2]
    require(len(message.ciphertext) >= tag, "not_authentic")
    cipher, pieces = steps(key, message, message.ext.get(TOTAL, len(message.ciphertext) - tag))
    aad = associated_data(message, topic)
    sealed = b"".join(cipher.open(nonce, message.ciphertext[start + i * tag:end + (i + 1) * tag], aad)
                      for i, (nonce, start, end) in enumerate(pieces))
    if PADDED not in message.ext:
        return sealed
    require(sealed.rstrip(b"\0").endswith(b"\x80"))
    return sealed.rstrip(b"\0")[:-1]


def open_envelope(keys, topic, data):
    """A message and its plaintext; Refused if there is none. Replays are not told from new messages."""
    message = parse(data)
    return message, decrypt(select_key(keys, message), topic, message)


# What sealing and opening share: derived keys, nonces, associated data.
def derive(key, kctx, purpose, length):
    info = cbor2.dumps([key[2], kctx, key[PRIVATE_ALG], purpose, length])
    return HKDF(SHA256(), length, b"gradus/1", info).derive(key[-1])


def xor_padded(number, iv):
    return (int.from_bytes(number, "big") ^ int.from_bytes(iv, "big")).to_bytes(len(iv), "big")


def associated_data(message, topic):
    external = cbor2.dumps(["gradus/1", topic, message.kid, message.kctx])
    return cbor2.dumps(["Encrypt0", message.protected, external])


def steps(key, message, size):
    """The cipher, and of each piece of the size bytes to seal: nonce, start and end. A whole message is one piece."""
    key_size, nonce_size, _ = DERIVED[message.alg]
    segmented = SEGMENT_SIZE in message.ext
    prefix, piece = ("Seg", message.ext[SEGMENT_SIZE]) if segmented else ("", max(1, size))
    iv = derive(key, message.kctx, prefix + "IV", nonce_size)
    pieces, count = [], max(1, -(-size // piece))
    for i in range(count):
        tail = i.to_bytes(4, "big") + bytes([i == count - 1]) if segmented else b""
        number = message.n.to_bytes(5, "big") + tail
        pieces.append((xor_padded(number, iv), i * piece, min(size, (i + 1) * piece)))
    return Aead(message.alg, derive(key, message.kctx, prefix + "Key", key_size)), pieces


# Sealing.
def seal(key, topic, kctx, n, plaintext, ext=None, content_type=None, padded_to=None):
    """An envelope; ext has the labels of the extension without total and padded, which follow from the rest."""
    ext = dict(ext or {})
    if padded_to is not None:
        ext[PADDED] = True
        plaintext = (plaintext + b"\x80").ljust(padded_to, b"\0")
    if SEGMENT_SIZE in ext:
        ext[TOTAL] = len(plaintext)
    ext = dict(sorted(ext.items()))
    require((not ext or check_extension(ext)) and octets(kctx, 15, 46))  # as a retained message without its time
    alg = key[PRIVATE_ALG]
    header = {1: alg, 2: [EXTENSION], 3: content_type, EXTENSION: ext}
    absent = {label for label in header if header[label] is None or (not ext and label in (2, EXTENSION))}
    protected = cbor2.dumps({label: value for label, value in header.items() if label not in absent})
    message = Message(protected, alg, content_type, ext, key[2], n, kctx, b"")
    if alg in CCM and SEGMENT_SIZE not in ext and len(plaintext) > 65535:
        raise ValueError("AES-CCM seals at most 65,535 bytes as a whole, found more: give a segment size")
    cipher, pieces = steps(key, message, len(plaintext))
    aad = associated_data(message, topic)
    ciphertext = b"".join(cipher.seal(nonce, plaintext[start:end], aad) for nonce, start, end in pieces)
    return encode(protected, key[2], n, kctx, ciphertext)


def encode(protected, kid, n, kctx, ciphertext):
    piv = n.to_bytes(max(1, (n.bit_length() + 7) // 8), "big")
    return cbor2.dumps(cbor2.CBORTag(16, [protected, {4: kid, 6: piv, 10: kctx}, ciphertext]))


def context(number, random, sender):
    """The kid context: the session's number and its eight random bytes, then the sender id."""
    return number.to_bytes(6, "big") + random + sender


def main(arguments):
    parser = argparse.ArgumentParser(description="Opens and seals one envelope, from standard input to output.")
    parser.add_argument("command", choices=["open", "seal"])
    parser.add_argument("--keys", required=True, help="a file with a COSE_KeySet")
    parser.add_argument("--topic", required=True, help="the topic name that the message is published to")
    parser.add_argument("--kid", type=bytes.fromhex, help="seal: the id of the key")
    parser.add_argument("--sender", help="seal: the sender id, 1 to 32 bytes")
    parser.add_argument("--segment-size", type=int, help="seal: segments of this many bytes")
    parser.add_argument("--retained", action="store_true", help="seal: to be kept by the broker")
    options = parser.parse_args(arguments)
    with open(options.keys, "rb") as file:
        keys = read_keys(file.read())
    data = sys.stdin.buffer.read()
    try:
        if options.command == "open":
            result = open_envelope(keys, options.topic, data)[1]
        else:
            now = time.time_ns()
            ext = {CLASS: 1, CREATED: now // 10 ** 9} if options.retained else {}
            ext |= {SEGMENT_SIZE: options.segment_size} if options.segment_size is not None else {}
            kctx = context(now // 10 ** 6, os.urandom(8), options.sender.encode())
            result = seal(keys[options.kid], options.topic, kctx, 0, data, ext)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 3
    sys.stdout.buffer.write(result)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
