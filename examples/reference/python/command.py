#!/usr/bin/python3
"""Opens or seals one envelope, from standard input to standard output. What is refused ends with status 3."""
import argparse
import os
import sys
import time

from gradus_l2 import CLASS, CREATED, SEGMENT_SIZE, Refused, seal
from receiver import open_envelope, read_keys


def run(options):
    with open(options.keys, "rb") as file:
        keys = read_keys(file.read())
    data = sys.stdin.buffer.read()
    if options.command == "open":
        return open_envelope(keys, options.topic, data)[1]
    # Each envelope is a session of its own here: the time as its number, eight random bytes, the sender id.
    now = time.time_ns()
    kctx = (now // 10 ** 6).to_bytes(6, "big") + os.urandom(8) + options.sender.encode()
    ext = {CLASS: 1, CREATED: now // 10 ** 9} if options.retained else {}
    if options.segment_size is not None:
        ext[SEGMENT_SIZE] = options.segment_size
    return seal(keys[options.kid], options.topic, kctx, 0, data, ext)


def main(arguments):
    parser = argparse.ArgumentParser(description="Opens or seals one envelope, from standard input to output.")
    parser.add_argument("command", choices=["open", "seal"])
    parser.add_argument("--keys", required=True, help="a file with a COSE_KeySet")
    parser.add_argument("--topic", required=True, help="the topic name that the message is published to")
    parser.add_argument("--kid", type=bytes.fromhex, help="seal: the id of the key")
    parser.add_argument("--sender", help="seal: the sender id, 1 to 32 bytes")
    parser.add_argument("--segment-size", type=int, help="seal: segments of this many bytes")
    parser.add_argument("--retained", action="store_true", help="seal: to be kept by the broker")
    try:
        sys.stdout.buffer.write(run(parser.parse_args(arguments)))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
