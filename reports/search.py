#!/usr/bin/env python3
"""Makes reports/search.md of what `mqttspec search --json` found.

usage: reports/search.py FOLDER

FOLDER has NAME.json for each broker of conformance/targets. Where a broker ended during the search, only
that is told: a report is no place for an input that stops somebody's software."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
TARGETS = HERE.parent / "conformance" / "targets"


def name_of(broker):
    about = json.loads((TARGETS / broker / "profile.json").read_text())
    return f"{about['name']} {about['version']}"


def row(broker, report):
    found = len(report["findings"])
    ended = f"; it ended {report['outages']} times" if report["outages"] else ""
    return (f"| {name_of(broker)} | {report['scripts']:,} | {report['scripts'] / report['seconds']:.0f} | "
            f"{report['seconds']:.0f} s, {report['seed']} | {found}{ended} |")


def told(finding):
    statement = finding["statement"]
    direct = "" if finding["certain"] else "would break "
    title = f"{direct}[{statement['id']}] of {statement['version']}" if statement else "not explained by a single fault"
    lines = [f"- **{title}**, seen in {finding['seen']} scripts"]
    if finding["behaves"]:
        lines.append(f"  : as if it {finding['behaves'][0]}")
    return lines + ["", "  ```"] + [f"  {line}" for line in finding["script"]] + ["  ```", ""]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    reports = {path.stem: json.loads(path.read_text())
               for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json"))}
    lines = ["# What random scripts find on real brokers", "",
             "`./dev search` plays random scripts of three Clients in both versions on each broker, and shrinks what",
             "no broker that follows the Standards does ([conformance/search](../conformance/search/README.md)).",
             "Where it says *would break*, no single packet is wrong: the statement is that of the first fault which",
             "would explain what was seen.", "",
             "| broker | scripts | a second | time, seed | found |", "|---|---|---|---|---|"]
    lines += [row(broker, report) for broker, report in reports.items()]
    for broker, report in reports.items():
        if report["outages"] or not report["findings"]:
            continue
        lines += ["", f"## {name_of(broker)}", ""]
        for finding in report["findings"]:
            lines += told(finding)
    text = "\n".join(lines).rstrip() + "\n"
    (HERE / "search.md").write_text(text.replace("\n\n\n", "\n\n"))


main()
