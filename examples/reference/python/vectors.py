#!/usr/bin/python3
"""Opens every vector of docs/vectors, seals those again that open, runs the sequences through a receiver, and measures
the table of sizes in docs/wire-format.md."""
import hashlib
import json
import pathlib
import sys

import cbor2

from gradus_l2 import (ALGORITHMS, CLASS, CORRELATION, CREATED, EXTENSION, LIFETIME, PREVIOUS, RESPONSE_TOPIC,
                       SEGMENT_SIZE, Refused, associated_data, derive, schedule, seal, seal_direct)
from receiver import Receiver, open_direct, open_envelope, read_keys

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "docs" / "vectors"
NUMBERS = {"A128GCM": 1, "A256GCM": 3, "ChaCha20/Poly1305": 24, "AES-CCM-16-128-128": 30, "AES-CCM-16-64-128": 10}
FIELDS = [("class", CLASS), ("created", CREATED), ("lifetime", LIFETIME), ("previous", PREVIOUS),
          ("segment_size", SEGMENT_SIZE), ("response_topic", RESPONSE_TOPIC), ("correlation", CORRELATION)]


def bytes_of(value):
    return bytes.fromhex(value) if isinstance(value, str) else bytes.fromhex(value["repeat"]) * value["count"]


def keys_of(vector):
    return read_keys(b"\x81" + bytes.fromhex(vector["key"]))


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f"expected {what} {expected}, found {found}")


def extension(header):
    values = {label: header[field] for field, label in FIELDS if field in header}
    if CLASS in values:
        values[CLASS] = ["", "retained", "will"].index(values[CLASS])
    if CORRELATION in values:
        values[CORRELATION] = bytes.fromhex(values[CORRELATION])
    return values


def receive(receiver, topic, envelope, now):
    """The outcome and its marks, whether the message is handed over or dropped."""
    try:
        return receiver.receive(topic, envelope, now)[:2]
    except Refused as refused:
        return str(refused), []


def check_positive(vector, clock):
    keys = keys_of(vector)
    key = keys[bytes.fromhex(vector["kid"])]
    session = vector["session"]
    kctx = session["number"].to_bytes(6, "big") + bytes.fromhex(session["random"] + vector["sender"])
    header, plaintext = vector["header"], bytes_of(vector["plaintext"])
    envelope = seal(key, vector["topic"], kctx, vector["n"], plaintext, extension(header), header.get("content_type"),
                    header.get("padded_to"))
    if isinstance(vector["envelope"], str):
        equal(envelope.hex(), vector["envelope"], "the envelope")
    else:
        found = {"sha256": hashlib.sha256(envelope).hexdigest(), "size": len(envelope)}
        equal(found, vector["envelope"], "the envelope")
    message, opened = open_envelope(keys, vector["topic"], envelope)
    equal(opened, plaintext, "the plaintext")
    equal([message.kid, message.n, message.kctx, message.alg, message.content_type],
          [key[2], vector["n"], kctx, vector["alg"], header.get("content_type")], "the parts")
    equal(receive(Receiver(keys), vector["topic"], envelope, clock)[0], vector["outcome"], "the outcome")
    known, purpose = vector["intermediates"], "SegIV" if "segment_size" in header else "IV"
    derived, nonces = schedule(key, message, header.get("padded_to", len(plaintext)))
    equal(derived.hex(), known["key"], "the derived key")
    equal(derive(key, kctx, purpose, ALGORITHMS[message.alg].nonce).hex(), known["iv"], "the start of the nonces")
    equal([nonce.hex() for nonce in nonces], known["nonces"], "the nonces")
    equal(associated_data(message, vector["topic"]).hex(), known["aad"], "the associated data")


def check_direct(vector, _):
    named = vector["named"] and bytes.fromhex(vector["named"])
    aad, envelope = bytes.fromhex(vector["external_aad"]), bytes.fromhex(vector["envelope"])
    keys = keys_of(vector)
    try:
        opened = open_direct(keys, envelope, aad, named)
    except Refused as refused:
        equal(str(refused), vector["outcome"], "the outcome")
        return
    equal("freshness_unknown", vector["outcome"], "the outcome")
    equal(opened.hex(), vector["plaintext"], "the plaintext")
    headers = [cbor2.loads(bytes.fromhex(vector[name])) for name in ("protected", "unprotected")]
    again = seal_direct(keys[bytes.fromhex(vector["kid"])], opened, *headers, aad)
    equal(again[0 if vector["tagged"] else 1:].hex(), vector["envelope"], "the envelope")


def check_refusal(vector, clock):
    own = bytes.fromhex(vector["own"]) if "own" in vector else None
    senders = [bytes.fromhex(sender) for sender in vector["senders"]] if "senders" in vector else None
    receiver = Receiver(keys_of(vector), own, vector.get("topics"), senders)
    outcome, _ = receive(receiver, vector["topic"], bytes.fromhex(vector["envelope"]), clock)
    equal(outcome, vector["outcome"], "the outcome")
    equal(receiver.states, {}, "the state")


def check_sequence(vector, _):
    receiver = Receiver(keys_of(vector), bytes.fromhex(vector["own"]) if "own" in vector else None)
    for i, step in enumerate(vector["steps"]):
        found = receive(receiver, step["topic"], bytes.fromhex(step["envelope"]), step["now"])
        equal(found, (step["outcome"], step["marks"]), f"in step {i}")


def check_size(line):
    """One row of the table: the overhead has to be that of an envelope just sealed."""
    name, kid, sender, n, size, form, overhead = [cell.strip() for cell in line.strip("|\n").split("|")]
    key = {2: bytes(int(kid)), -1: bytes(32), EXTENSION: NUMBERS[name]}
    ext = {CLASS: 1, CREATED: 1_767_225_600} if form.startswith("retained") else {}
    if "segments" in form:
        ext[SEGMENT_SIZE] = int(form.split()[-1])
    envelope = seal(key, "t", bytes(14 + int(sender)), int(n), bytes(int(size)), ext)
    equal(len(envelope) - int(size), int(overhead), line.strip())


CHECKS = {"whole": check_positive, "segmented": check_positive, "classes": check_positive, "direct": check_direct,
          "refusals": check_refusal, "replay": check_sequence}


def main():
    failures = 0
    for area, check in CHECKS.items():
        content = json.loads((FOLDER / f"{area}.json").read_text(encoding="utf-8"))
        for vector in content["vectors"]:
            try:
                check(vector, content["clock"])
            except Exception as failure:
                failures += 1
                print(f"{area} {vector['name']}: {failure!r}", file=sys.stderr)
        print(f"{area}: {len(content['vectors'])} vectors")
    page = (FOLDER.parent / "wire-format.md").read_text(encoding="utf-8")
    rows = page.split("| overhead bytes |\n")[1].split("\n\n")[0].splitlines()[1:]
    for row in rows:
        check_size(row)
    print(f"sizes: {len(rows)} rows")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
