#!/usr/bin/env python3
"""Compares two builds of codec_bench: their passes take turns, so that what disturbs one disturbs
both, and of each benchmark the least time counts.

    bench/beside.py OLD NEW [--only REGEX] [--passes N] [--core N]
"""
import argparse
import os
import re
import subprocess

LINE = re.compile(r"(\S+/\S+) +([\d.]+) (ns a packet|GB/s)$")


def one_pass(program, only, core):
    command = [program, "--benchmark_repetitions=1", "--benchmark_min_time=0.003",
               "--benchmark_filter=" + only]
    done = subprocess.run(command, text=True, check=True, capture_output=True,
                          preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    found = {}
    for line in done.stdout.splitlines():
        if match := LINE.match(line):
            value = float(match[2])
            found[match[1]] = 1 / value if match[3] == "GB/s" else value
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--only", default=".", metavar="REGEX", help="of the benchmarks' names")
    parser.add_argument("--passes", type=int, default=40)
    parser.add_argument("--core", type=int, default=1)
    options = parser.parse_args()
    least = ({}, {})
    for number in range(2 * options.passes):
        program = (options.old, options.new)[number % 2]
        for name, time in one_pass(program, options.only, options.core).items():
            least[number % 2][name] = min(time, least[number % 2].get(name, time))
    for name in sorted(least[0].keys() & least[1].keys()):
        old, new = least[0][name], least[1][name]
        unit = "GB/s" if name.startswith("check/") else "ns"
        shown = (1 / old, 1 / new) if unit == "GB/s" else (old, new)
        print(f"{name:32} {shown[0]:9.2f} {shown[1]:9.2f} {unit:5} {new / old:6.2f}")


if __name__ == "__main__":
    main()
