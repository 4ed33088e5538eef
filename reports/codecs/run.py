#!/usr/bin/env python3
"""Runs the packets that `mqttspec vectors DIR` writes through the codecs of other projects, and
writes what each takes into the tables of ../codecs.md. Adapters are built in a scratch folder;
where a tool for that is missing, the codec is left out and the table says so.

An adapter reads lines "ID VERSION SENDER HEX" and answers each, in order, with one of

    ID accept [TOPIC PAYLOAD]    taken; of a PUBLISH also both in hexadecimal, "-" if empty
    ID reject WORDS              refused with the codec's own error
    ID crash WORDS               refused with anything else: a panic, an exception of the language
    ID incomplete                waits for bytes beyond the packet's end
"""
import argparse
import queue
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from catalogue import CODECS, TOOLCHAINS
from tally import Run, tables
from vectors import read_vectors

HERE = Path(__file__).resolve().parent
PATIENCE_S = 20
PATIENCE_AT_START_S = 300
MOST_RESTARTS = 1000
ANSWERS = "answers.txt"
ENDED, HANGS = "crash the process ended", "hang"
BEGIN, END = "<!-- tables: begin -->\n", "<!-- tables: end -->\n"


def say(text):
    print(text, file=sys.stderr, flush=True)


def built(codec, scratch):
    """The folder with the built adapter, or why there is none."""
    toolchain = TOOLCHAINS[codec.language]
    for tool in toolchain.tools:
        if shutil.which(tool) is None:
            return None, f"no {tool} here"
    folder = scratch / codec.folder
    shutil.copytree(HERE / codec.folder, folder, dirs_exist_ok=True)
    for command in toolchain.build:
        done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            say(done.stdout + done.stderr)
            return None, f"`{command}` failed"
    return folder, ""


def start(codec, folder, lines):
    """The adapter, fed by one thread and read by another, which ends the queue with None."""
    command = TOOLCHAINS[codec.language].start.split()
    process = subprocess.Popen(command, cwd=folder, text=True, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    limit = TOOLCHAINS[codec.language].memory_bytes
    if limit:
        resource.prlimit(process.pid, resource.RLIMIT_AS, (limit, limit))

    def feed():
        try:
            process.stdin.writelines(lines)
            process.stdin.close()
        except (BrokenPipeError, ValueError):
            pass

    answers = queue.SimpleQueue()

    def drain():
        for line in process.stdout:
            answers.put(line)
        answers.put(None)

    for task in (feed, drain):
        threading.Thread(target=task, daemon=True).start()
    return process, answers


def answers_of(codec, folder, vectors):
    """Answers by id. An adapter that dies or hangs is started again behind that vector."""
    lines = [f"{v.id} {v.version} {v.sender} {v.hex}\n" for v in vectors]
    given = []
    for _ in range(MOST_RESTARTS):
        process, answers = start(codec, folder, lines[len(given):])
        fault = ""
        patience_s = PATIENCE_AT_START_S
        while not fault and len(given) < len(lines):
            try:
                line = answers.get(timeout=patience_s)
                patience_s = PATIENCE_S
                if line is None:
                    fault = ENDED
                    break
                name, answer = line.rstrip("\n").split(" ", 1)
                assert name == vectors[len(given)].id, f"{codec.name} answers out of order"
                given.append(answer)
            except queue.Empty:
                fault = HANGS
        process.kill()
        process.wait()
        if len(given) == len(lines):
            break
        given.append(fault)
    given += ["crash too many restarts"] * (len(lines) - len(given))
    return {vector.id: answer for vector, answer in zip(vectors, given)}


def counted_again(codec, scratch):
    """The run whose answers are in the scratch folder."""
    file = scratch / codec.folder / ANSWERS
    if not file.exists():
        return Run(codec, {}, "not run")
    with open(file, encoding="utf-8") as lines:
        return Run(codec, dict(line.rstrip("\n").split(" ", 1) for line in lines), "")


def measure(codec, scratch, vectors):
    say(f"{codec.name}: building")
    folder, reason = built(codec, scratch)
    if folder is None:
        say(f"{codec.name}: left out, {reason}")
        return Run(codec, {}, reason)
    asked = [vector for vector in vectors if vector.version in codec.versions]
    say(f"{codec.name}: {len(asked)} vectors")
    answers = answers_of(codec, folder, asked)
    ended = sum(answer in (ENDED, HANGS) for answer in answers.values())
    if ended:
        say(f"{codec.name}: started again after {ended} vectors")
    with open(folder / ANSWERS, "w", encoding="utf-8") as out:
        out.writelines(f"{name} {answer}\n" for name, answer in answers.items())
    return Run(codec, answers, "")


def replace_tables(report, text):
    """Puts the tables between their two marks, or at the end of a report without them."""
    old = report.read_text(encoding="utf-8") if report.exists() else ""
    if BEGIN not in old:
        old += BEGIN + END
    before, rest = old.split(BEGIN, 1)
    report.write_text(before + BEGIN + text + END + rest.split(END, 1)[1], encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Tries the vectors on other projects' codecs.")
    parser.add_argument("vectors", type=Path, help="what `mqttspec vectors DIR` has written")
    parser.add_argument("codec", nargs="*", help="folders beside this program; default: all")
    parser.add_argument("--scratch", type=Path, help="where adapters are built and answers kept",
                        default=Path(tempfile.gettempdir()) / "mqttspec-codecs")
    parser.add_argument("--report", type=Path, default=HERE.parent / "codecs.md")
    parser.add_argument("--count", action="store_true",
                        help="only count what an earlier run has left in the scratch folder")
    options = parser.parse_args()
    known = [codec.folder for codec in CODECS]
    for name in options.codec:
        if name not in known:
            parser.error(f"no codec {name}; there are: {', '.join(known)}")
    vectors = read_vectors(options.vectors)
    runs = [counted_again(codec, options.scratch) if options.count
            else measure(codec, options.scratch, vectors)
            for codec in CODECS if not options.codec or codec.folder in options.codec]
    replace_tables(options.report, tables(runs, vectors))
    say(f"written: {options.report}")


if __name__ == "__main__":
    main()
