#!/usr/bin/env python3
"""Has the decoders of other projects read the streams of codec_bench, in turn with ours, and writes
reports/codec-speed.md. Where a tool is missing, its decoder is left out.

    bench/peers/run.py build/release/bench/codec_bench [NAME...]
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parent.parent / "reports"
sys.path.insert(0, str(REPORTS / "codecs"))

from catalogue import CODECS, TOOLCHAINS  # noqa: E402

STREAMS = ("v311_publish", "v311_acks", "v311_mix", "v5_publish", "v5_acks", "v5_subscribe",
           "v5_text", "v5_mix")
SUFFIX = {"JavaScript": "js", "Go": "go", "Rust": "rs", "Java": "java"}
LAST_COLUMNS = re.compile(r"\| ([^|]+) \| ([^|]+) \|$")
PINNED = ["taskset", "-c", "1"]
ROUNDS = 3


def version_of(stream):
    return "5.0" if stream.startswith("v5_") else "3.1.1"


def run(command, folder=None):
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def built(codec, scratch):
    """The folder of the built program, or None."""
    toolchain = TOOLCHAINS[codec.language]
    if any(shutil.which(tool) is None for tool in toolchain.tools):
        return None
    suffix = SUFFIX[codec.language]
    folder = scratch / codec.folder
    name = "Adapter" if suffix == "java" else "adapter"
    shutil.copytree(REPORTS / "codecs" / codec.folder, folder,
                    ignore=lambda _, files: [f for f in files if f.endswith("." + suffix)])
    shutil.copy(HERE / f"{codec.folder}.{suffix}", folder / f"{name}.{suffix}")
    for command in toolchain.build:
        run(command.split(), folder)
    return folder


def peers(chosen, scratch):
    found = {}
    for codec in CODECS:
        if not any(HERE.glob(codec.folder + ".*")) or (chosen and codec.folder not in chosen):
            continue
        if folder := built(codec, scratch):
            found[codec] = folder
        else:
            print(f"{codec.name}: no tools for it here", file=sys.stderr)
    return found


def of_peer(codec, folder, stream, file):
    start = TOOLCHAINS[codec.language].start.split()
    least, packets = run(PINNED + start + [version_of(stream), str(file)], folder).split()
    return float(least) / int(packets)


def of_ours(bench):
    """Least time a packet, by benchmark."""
    text = run(PINNED + [bench, "--benchmark_filter=(decode/.*/(x3|hand))|memcpy"])
    return {name: float(ns) for name, ns in re.findall(r"^(\S+) +([\d.]+) ns a packet$", text, re.M)}


def measured(bench, found, streams):
    """Least time a packet over all rounds, by who and stream."""
    least = {}

    def note(who, stream, time):
        least[who, stream] = min(time, least.get((who, stream), time))

    for _ in range(ROUNDS):
        for name, time in of_ours(bench).items():
            _, stream, who = name.split("/")
            note(who, stream, time)
        for codec, folder in found.items():
            for stream in STREAMS:
                if version_of(stream) in codec.versions:
                    note(codec.name, stream, of_peer(codec, folder, stream, streams / stream))
    return least


def taken():
    """What each codec takes of the malformed vectors, as reports/codecs.md has it."""
    text = (REPORTS / "codecs.md").read_text().split("### Malformed packets taken")[1]
    rows = {}
    for line in text.split("###")[0].splitlines():
        if match := LAST_COLUMNS.search(line):
            rows[line.split("|")[1].strip()] = f"{match[1]}; {match[2]} kinds"
    return rows


def table(names, least):
    head = "| decoder | " + " | ".join(STREAMS) + " | malformed vectors taken |"
    lines = [head, "|---" * (len(STREAMS) + 2) + "|"]
    vectors = taken()
    for who, shown in names.items():
        malformed = "–" if who == "memcpy" else "0"
        cells = []
        for stream in STREAMS:
            if (who, stream) not in least:
                cells.append("–")
            elif who == "x3":
                cells.append(f"{least[who, stream]:.1f} ns")
            else:
                cells.append(f"{least[who, stream] / least['x3', stream]:.2f}")
        lines.append(f"| {shown} | " + " | ".join(cells) + f" | {vectors.get(who, malformed)} |")
    return "\n".join(lines) + "\n"


ABOUT = """# How fast the decoder is, beside others

Each figure is the least time for a packet of a stream (`bench/streams.cpp`), over {rounds} rounds in
which all decoders take turns on one core. For ours it is given in nanoseconds, for the others as a
multiple of ours in the same run; only such ratios hold on other machines. Beside it stands how many
of the malformed test vectors each takes ([codecs.md](codecs.md)): what is not looked at costs no time.

To repeat it: `bench/peers/run.py build/release/bench/codec_bench`.

"""

NOTES = """
- Ours and the one by hand call a visitor with views of the bytes; mqtt-packet, paho.golang, Mochi MQTT
  and Netty make objects with text of their own. Their collectors run within the time.
- Go, JavaScript and Java are given a second or two for each stream, and the least pass counts, so that
  what is compiled while it runs has been.
- "copying" is `memcpy` of each packet into one buffer: no decoder that looks at every byte is faster.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a decoder's folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        streams = scratch / "streams"
        streams.mkdir()
        run([options.bench, "--write_streams", str(streams)])
        found = peers(options.names, scratch)
        least = measured(options.bench, found, streams)
    names = {"x3": "**mqttspec**", "hand": "the second decoder, by hand"}
    names.update({codec.name: codec.name for codec in found})
    names["memcpy"] = "copying"
    text = ABOUT.format(rounds=ROUNDS) + table(names, least) + NOTES
    (REPORTS / "codec-speed.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
