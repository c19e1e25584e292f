"""Opens and seals the direct form of docs/wire-format.md: COSE_Encrypt0 (RFC 9052) as other systems make it."""
import cbor2

from cose_keys import DIRECT, HKDF_SHA_256, Aead
from gradus_l2 import parts, xor_padded
from strict_cbor import octets, read_all, read_head, require

ALG, CRITICAL, KEY_ID, IV, PARTIAL_IV = 1, 2, 4, 5, 6


def parse(data):
    """Protected header as authenticated, all header parameters in one map, ciphertext."""
    major, tag, after = read_head(data, 0)
    require(major != 6 or tag == 16)
    encoded, unprotected, ciphertext = parts(read_all(data, after if major == 6 else 0))
    protected = read_all(encoded) if encoded else {}
    require(type(protected) is dict and not protected.keys() & unprotected.keys())
    header = {**unprotected, **protected}
    require(type(protected.get(ALG)) is int and CRITICAL not in header)
    require(KEY_ID not in header or type(header[KEY_ID]) is bytes)
    require((IV in header) != (PARTIAL_IV in header))
    return encoded, header, ciphertext


def open_direct(keys, data, external_aad=b"", named=None):
    """The plaintext; named is the id of the key that the caller means, needed if the envelope names none."""
    encoded, header, ciphertext = parse(data)
    kid = header.get(KEY_ID, named)
    key = keys.get(kid)
    require(key is not None and key[3] != HKDF_SHA_256 and 4 in key[4] and named in (None, kid), "unknown_key")
    require(key[3] == header[ALG], "unsupported_algorithm")
    nonce = nonce_of(header, key)
    return Aead(key[3], key[-1]).open(nonce, ciphertext, cbor2.dumps(["Encrypt0", encoded, external_aad]))


def nonce_of(header, key):
    size = DIRECT[key[3]][1]
    if IV in header:
        require(octets(header[IV], size, size))
        return header[IV]
    require(octets(header[PARTIAL_IV], 1, size) and 5 in key)
    return xor_padded(header[PARTIAL_IV], key[5])


def seal_direct(key, plaintext, protected, unprotected, external_aad=b"", tagged=True):
    """An envelope with the parameters given; in use the IV has to be random, one for each envelope."""
    encoded = cbor2.dumps(protected)
    nonce = nonce_of({**unprotected, **protected}, key)
    aad = cbor2.dumps(["Encrypt0", encoded, external_aad])
    body = [encoded, unprotected, Aead(key[3], key[-1]).seal(nonce, plaintext, aad)]
    return cbor2.dumps(cbor2.CBORTag(16, body) if tagged else body)
