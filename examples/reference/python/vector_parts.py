"""What the makers and the checker of the test vectors share: fixed keys, names and bytes."""
import hashlib

import cbor2

KID = bytes.fromhex("a1b2c3d4")
SENDER = b"gh-7"
TOPIC = "greenhouse/7/temperature"
SESSION = 1_767_225_600_000
RANDOM = bytes.fromhex("0011223344556677")
CLOCK = SESSION
NAMES = {1: "a128gcm", 2: "a192gcm", 3: "a256gcm", 24: "chacha20-poly1305", 10: "ccm-16-64-128", 11: "ccm-16-64-256",
         12: "ccm-64-64-128", 13: "ccm-64-64-256", 30: "ccm-16-128-128", 31: "ccm-16-128-256", 32: "ccm-64-128-128",
         33: "ccm-64-128-256"}


def fixed(label, size):
    """Bytes that are the same each time."""
    return hashlib.shake_256(label.encode()).digest(size)


def derived_key(alg, kid=KID):
    return {1: 4, 2: kid, 3: -10, 4: [7], -1: bytes(range(32)), -65537: alg}


def key_hex(key):
    return cbor2.dumps(key).hex()


def kctx_of(number, random, sender):
    return number.to_bytes(6, "big") + random + sender


def expand(value):
    """A plaintext as bytes."""
    if isinstance(value, str):
        return bytes.fromhex(value)
    return bytes.fromhex(value["repeat"]) * value["count"]
