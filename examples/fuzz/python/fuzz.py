"""Their parser in Python against mqttspec, with atheris."""

import ctypes
import os
import sys

import atheris


class Verdict(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("size", ctypes.c_size_t), ("statement", ctypes.c_char_p)]


PACKET, INCOMPLETE, VIOLATION, CONTESTED = range(4)
library = ctypes.CDLL(os.environ.get("MQTTSPEC_C", "libmqttspec_c.so"))
library.mqttspec_decode.restype = Verdict
library.mqttspec_decode.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int]


@atheris.instrument_func
def they_accept(data):
    """The parser on trial: a PINGREQ. It takes 0 in more bytes than it needs."""
    if len(data) < 2 or data[0] != 0xC0:
        return False
    length = 0
    for i, byte in enumerate(data[1:5]):
        length |= (byte & 0x7F) << (7 * i)
        if byte < 0x80:
            return length == 0
    return False


def test_one_input(data):
    if not data or data[0] >> 4 != 12:
        return
    ours = library.mqttspec_decode(data, len(data), 5, 0)
    if ours.kind in (INCOMPLETE, CONTESTED):
        return
    if they_accept(data) != (ours.kind == PACKET):
        raise RuntimeError(f"find: {data.hex(' ')}: {ours.statement}")


atheris.Setup(sys.argv, test_one_input)
atheris.Fuzz()
