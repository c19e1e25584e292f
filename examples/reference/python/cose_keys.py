"""The algorithms, and the keys of a COSE_KeySet (RFC 9052, 7), as docs/wire-format.md lays them down."""
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM, ChaCha20Poly1305

from strict_cbor import Refused, octets, read_all

# Number in the registry of COSE: bytes of the key, the nonce and the tag. The first five serve the derived form.
DERIVED = {1: (16, 12, 16), 3: (32, 12, 16), 24: (32, 12, 16), 30: (16, 13, 16), 10: (16, 13, 8)}
DIRECT = {**DERIVED, 2: (24, 12, 16), 11: (32, 13, 8), 12: (16, 7, 8), 13: (32, 7, 8), 31: (32, 13, 16),
          32: (16, 7, 16), 33: (32, 7, 16)}
HKDF_SHA_256 = -10
PRIVATE_ALG = -65537


class Aead:
    """One algorithm with one key; ciphertexts end in the tag."""

    def __init__(self, alg, key):
        self.tag_size = DIRECT[alg][2]
        if alg in (1, 2, 3):
            self.cipher = AESGCM(key)
        else:
            self.cipher = ChaCha20Poly1305(key) if alg == 24 else AESCCM(key, self.tag_size)

    def seal(self, nonce, plaintext, aad):
        return self.cipher.encrypt(nonce, plaintext, aad)

    def open(self, nonce, ciphertext, aad):
        try:
            if len(ciphertext) >= self.tag_size:
                return self.cipher.decrypt(nonce, ciphertext, aad)
        except InvalidTag:
            pass
        raise Refused("not_authentic")


def read_keys(data):
    """The COSE_Key maps by key id; ValueError for anything that the page does not have."""
    try:
        keys = read_all(data)
        if not all(derived(key) or direct(key) for key in keys):
            raise ValueError("expected derived or direct keys, found a map that is neither: see docs/wire-format.md")
    except (Refused, TypeError, AttributeError):
        raise ValueError("expected an array of COSE_Key maps in deterministic CBOR, found something else") from None
    by_id = {key[2]: key for key in keys}
    if len(by_id) != len(keys) or len({key[-1] for key in keys}) != len(keys):
        raise ValueError("expected each key id and each key once, found one twice: give every key its own")
    return by_id


def derived(key):
    return (list(key) == [1, 2, 3, 4, -1, PRIVATE_ALG] and [key[1], key[3], key[4]] == [4, HKDF_SHA_256, [7]]
            and octets(key[2], 1, 8) and octets(key[-1], 32, 32)
            and type(key[PRIVATE_ALG]) is int and key[PRIVATE_ALG] in DERIVED)


def direct(key):
    return (list(key) in ([1, 2, 3, 4, -1], [1, 2, 3, 4, 5, -1]) and key[1] == 4 and key[4] in ([3], [4], [3, 4])
            and octets(key[2], 1, 8) and type(key[3]) is int and key[3] in DIRECT
            and octets(key[-1], DIRECT[key[3]][0], DIRECT[key[3]][0])
            and (5 not in key or octets(key[5], DIRECT[key[3]][1], DIRECT[key[3]][1])))
