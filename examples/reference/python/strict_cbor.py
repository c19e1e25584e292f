"""Reads deterministic CBOR (RFC 8949, 4.2.1) without floats and inner tags; cbor2 takes more than that."""


class Refused(Exception):
    """An envelope was not opened; the outcome says why."""


def require(holds, outcome="malformed"):
    if not holds:
        raise Refused(outcome)


def read_head(data, at):
    """Major type, argument, and where the head ends."""
    require(at < len(data))
    major, low = data[at] >> 5, data[at] & 31
    if low < 24:
        return major, low, at + 1
    size = 1 << (low - 24)
    require(low < 28 and at + 1 + size <= len(data))
    value = int.from_bytes(data[at + 1:at + 1 + size], "big")
    require((24 if size == 1 else 1 << size * 4) <= value < 1 << 63)
    return major, value, at + 1 + size


def read_item(data, at, depth=0):
    """One item, and where it ends; depth is the number of arrays and maps around it."""
    start, (major, value, at) = at, read_head(data, at)
    require(depth < 4 or major not in (4, 5))
    if major < 2:
        return (value if major == 0 else -1 - value), at
    if major < 4:
        require(value <= len(data) - at)
        return (data[at:at + value] if major == 2 else utf8(data[at:at + value])), at + value
    if major == 4:
        items = []
        for _ in range(value):
            item, at = read_item(data, at, depth + 1)
            items.append(item)
        return items, at
    if major == 5:
        pairs, last = {}, b""
        for _ in range(value):
            label, after = read_item(data, at, depth + 1)
            require(type(label) in (int, str) and data[at:after] > last)
            last = data[at:after]
            pairs[label], at = read_item(data, after, depth + 1)
        return pairs, at
    simple = {0xf4: False, 0xf5: True, 0xf6: None}
    require(major == 7 and data[start] in simple)
    return simple[data[start]], at


def read_all(data, at=0):
    """The one item from a place to the end."""
    item, end = read_item(data, at)
    require(end == len(data))
    return item


def utf8(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Refused("malformed") from None


def uint(value, least=0, most=(1 << 63) - 1):
    """Whether it is a number in a range; true is none, though Python says so."""
    return type(value) is int and least <= value <= most


def octets(value, least, most):
    return type(value) is bytes and least <= len(value) <= most
