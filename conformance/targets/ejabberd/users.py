#!/usr/bin/env python3
"""Answers ejabberd, for which the user of $login is the only one.

Each question is two bytes of length and then "auth:USER:SERVER:PASSWORD"; USER is in lower case.
"""
import os
import sys

name, password = os.environ["login"].split(":", 1)
while length := sys.stdin.buffer.read(2):
    asked = sys.stdin.buffer.read(int.from_bytes(length, "big")).decode().split(":", 3)
    known = asked[0] == "auth" and asked[1::2] == [name.lower(), password]
    sys.stdout.buffer.write(bytes([0, 2, 0, known]))
    sys.stdout.buffer.flush()
