"""The milter protocol, version 6, as far as reading mails, changing headers and refusing needs it."""

import struct
from dataclasses import dataclass, field

MAX_PACKET = 1024 * 1024
ADD_HEADERS, CHANGE_HEADERS = 0x01, 0x10
# Steps the server need not tell: connection, HELO, unknown commands, DATA.
NOT_WANTED = 0x001 | 0x002 | 0x100 | 0x200


class Broken(Exception):
    """The other side does not speak the protocol."""


@dataclass
class Mail:
    """What was told of one mail so far."""

    queue_id: str = ""
    sender: str = ""
    smtputf8: bool = False
    recipients: list = field(default_factory=list)
    headers: list = field(default_factory=list)  # (name, value) in bytes, in their order
    body: bytearray = field(default_factory=bytearray)
    cut: bool = False  # the body is longer than what is kept


def read(stream):
    """The next packet as (command, data), or None at the end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack("!I", head)[0]
    if not 1 <= size <= MAX_PACKET:
        raise Broken("a packet of an impossible size")
    packet = stream.read(size)
    if len(packet) < size:
        return None
    return packet[:1], packet[1:]


def packet(command, data=b""):
    return struct.pack("!I", len(data) + 1) + command + data


def negotiated(data):
    """The answer to what the server offers."""
    if len(data) < 12:
        raise Broken("an offer that is too short")
    version, actions, steps = struct.unpack("!III", data[:12])
    if version < 2 or actions & (ADD_HEADERS | CHANGE_HEADERS) != ADD_HEADERS | CHANGE_HEADERS:
        raise Broken("the server lets no milter change headers")
    return packet(b"O", struct.pack("!III", min(version, 6), ADD_HEADERS | CHANGE_HEADERS, steps & NOT_WANTED))


def strings(data):
    """The strings of a packet, each with a zero byte at its end."""
    return data.split(b"\0")[:-1]


def address(data):
    """An address of the envelope without its brackets, and the words after it."""
    first, *words = strings(data)
    return first.strip().strip(b"<>").decode("utf-8", "replace"), words


def add_header(name, value):
    return packet(b"h", name.encode("ascii") + b"\0" + value.encode("utf-8") + b"\0")


def remove_header(name, index):
    """Takes away the header that is the `index`th of its name, from 1."""
    return packet(b"m", struct.pack("!I", index) + name + b"\0\0")


def refuse(code, status, lines):
    """A reply like 550 5.7.1 of one or more lines; percent signs are doubled, as servers expect it."""
    said = [f"{code}{'-' if line is not lines[-1] else ' '}{status} {line}".replace("%", "%%") for line in lines]
    return packet(b"y", "\r\n".join(said).encode("utf-8") + b"\0")


CONTINUE = packet(b"c")
