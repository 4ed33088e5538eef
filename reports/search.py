#!/usr/bin/env python3
"""Makes reports/search.md of what `mqttspec search --json` found.

usage: reports/search.py FOLDER [NOTE]

FOLDER has NAME.json for each broker of conformance/targets. Where a broker could not be reached during the
search, only that is told: a report is no place for an input that stops somebody's software.
NOTE is said below the table. reports/search-mutants.tsv is what `mqttspec search --mutants` printed."""

import json
import pathlib
import statistics
import sys

HERE = pathlib.Path(__file__).parent
TARGETS = HERE.parent / "conformance" / "targets"


def name_of(broker):
    about = json.loads((TARGETS / broker / "profile.json").read_text())
    return f"{about['name']} {about['version']}"


def violated_by(broker):
    """What cases show that it violates: findings of these are no news, and beyond doubt."""
    path = HERE / "brokers" / f"{broker}.json"
    if not path.exists():
        return set()
    return {(each["version"], each["id"]) for each in json.loads(path.read_text())["statements"]
            if each["verdict"] == "violated"}


def is_certain(broker, finding):
    """A packet that is wrong by itself, or a statement that cases find violated, too."""
    statement = finding["statement"]
    known = statement and (statement["version"], statement["id"]) in violated_by(broker)
    return bool(finding["certain"] or known)


def row(broker, report):
    certain = sum(is_certain(broker, each) for each in report["findings"])
    others = len(report["findings"]) - certain
    found = f"{certain} and {others}" if others else certain
    if report["outages"]:
        found = f"could not be reached {report['outages']} times"
    return (f"| {name_of(broker)} | {report['scripts']:,} | {report['scripts'] / report['seconds']:.0f} | "
            f"{report['seconds']:.0f} s, {report['seed']} | {report['explained']:,} | {report['undetected']:,} | "
            f"{report['unexamined']:,} | {found} |")


def told(finding):
    statement = finding["statement"]
    direct = "" if finding["certain"] else "would break "
    title = f"{direct}[{statement['id']}] of {statement['version']}" if statement else "not explained by a single fault"
    lines = [f"- **{title}**, seen in {finding['seen']} scripts"]
    if finding["behaves"]:
        lines.append(f"  : as if it {finding['behaves'][0]}")
    return lines + ["", "  ```"] + [f"  {line}" for line in finding["script"]] + ["  ```", ""]


def shrunk(reports):
    findings = [each for broker, report in reports.items() for each in report["findings"]
                if not report["outages"] and is_certain(broker, each)]
    if not findings:
        return []
    lengths = [len(each["script"]) for each in findings]
    seconds = [each["shrink_seconds"] for each in findings]
    return ["", f"The {len(findings)} scripts below have {statistics.median(lengths):.0f} lines in the median and "
            f"{max(lengths)} at most. To play",
            f"one again and to shrink it took {statistics.median(seconds):.0f} s in the median, "
            f"{max(seconds):.0f} s at most."]


def mutants():
    table = HERE / "search-mutants.tsv"
    if not table.exists():
        return []
    *rows, total = table.read_text().splitlines()
    missed = [row.split("\t") for row in rows if "\tmissed\t" in row]
    lines = ["", "## What it finds of faulty brokers", "",
             "How good is the search? On a sample of the pairs of a fault switch and a condition that can occur, each a",
             "reference broker in process, with no case helping:", "", "```",
             "mqttspec selftest --conditions --only servers --matrix pairs.tsv",
             "mqttspec search --mutants pairs.tsv --sample 200 --seconds 20 --seed 1 >reports/search-mutants.tsv",
             "```", "", total[0].upper() + total[1:] + ". Missed:", ""]
    return lines + [f"- `{fault}` when {condition.replace('_', ' ')}" for fault, condition, *_ in missed]


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    reports = {path.stem: json.loads(path.read_text())
               for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json"))}
    lines = ["# What random scripts find on real brokers", "",
             "`./dev search` plays random scripts of three Clients in both versions on each broker, and shrinks what",
             "no broker that follows the Standards does ([conformance/search](../conformance/search/README.md)).",
             "Where it says *would break*, no single packet is wrong: the statement is that of the first fault which",
             "would explain what was seen. *Explained* are scripts in which a right broker may do the same, *not",
             "noticed* those in which something illegal was taken, which is not judged; of *no time* something may be",
             "wrong, but it was not looked into. *Found* are scripts in which a packet is wrong by itself, or which break",
             "a statement that cases find violated, too: these stand below. Others (*and* so many) were seen at least",
             "three times each, and accuse nobody here: those that were read by hand and are right have become cases",
             "([what came of it](../conformance/search/README.md#what-came-of-it)).", "",
             "| broker | scripts | a second | time, seed | explained | not noticed | no time | found |",
             "|---|---|---|---|---|---|---|---|"]
    lines += [row(broker, report) for broker, report in reports.items()]
    lines += [""] + sys.argv[2:]
    lines += shrunk(reports)
    for broker, report in reports.items():
        if report["outages"] or not report["findings"]:
            continue
        lines += ["", f"## {name_of(broker)}", ""]
        for finding in report["findings"]:
            if is_certain(broker, finding):
                lines += told(finding)
    lines += mutants()
    text = "\n".join(lines).rstrip() + "\n"
    (HERE / "search.md").write_text(text.replace("\n\n\n", "\n\n"))


main()
