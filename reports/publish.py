#!/usr/bin/env python3
"""Keeps of whole reports on brokers or Clients what is worth keeping, and makes the tables of
reports/README.md.

usage: reports/publish.py broker|client FOLDER

FOLDER has NAME.json as `mqttspec run --json` or `mqttspec client --json` writes it. What was on the wire is
kept of failures alone, and not at all where a broker ended in some case. Of a case in which a broker ended,
or a Client ended, became mute or came to no conclusion, nothing is told but its family: a report is no
place for an input that stops somebody's software."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
CLIENTS = HERE.parent / "conformance" / "clients"
# Families in which a Client is mute where a case cannot see it.
MUTE = {"rumqttc": ["client/disconnect/"]}
STOPPED = "the target was gone after this case", "mute", "neither that nor closing", "process ended"


def ended_in(case):
    return case["ends_target"] or any(text in case["explanation"] + case["actual"] for text in STOPPED)


def begin(kind):
    return f"<!-- {kind}s: made by ./dev {kind}s -->"


def end(kind):
    return f"<!-- end of {kind}s -->"


def untold(case, mute):
    of_client = case["name"].startswith("client/")
    return (ended_in(case) or of_client and case["verdict"] == "inconclusive" or
            case["verdict"] == "warn" and any(case["name"].startswith(each) for each in mute))


def kept_case(case, with_wire, mute):
    if untold(case, mute):
        levels = case["name"].split("/")
        family = "/".join(levels[:2] if levels[0] == "client" else levels[:1])
        told = {"name": f"{family}/…", "section": case["section"], "version": case["version"],
                "verdict": case["verdict"]}
        stopped = ended_in(case) or case["verdict"] != "inconclusive"
        return {**told, "ends_target": True} if stopped else told
    if case["verdict"] not in ("fail", "error") or not with_wire:
        case = {**case, "wire": []}
    case = {**case, "again": case["again"].split(" -- ")[0]}
    if case["verdict"] in ("pass", "declined", "not run"):
        case = {key: case[key] for key in ("name", "section", "version", "verdict", "explanation")}
    return {key: value for key, value in case.items() if value not in ("", [], None, False)}


def kept(name, report):
    mute = MUTE.get(name, [])
    ended = {case["name"] for case in report["cases"] if untold(case, mute)}
    # A Client is started for each case; a broker that ended is the same for all of them.
    same = not report["command"].startswith("mqttspec client")
    with_wire = not same or not any(
        ended_in(case) or "the target ended" in case["actual"] for case in report["cases"]) and not any(
        each["reason"].startswith("it ends") for each in report["excluded"])
    statements = [{**each, "cases": [case for case in each["cases"] if case not in ended]}
                  for each in report["statements"] if each["verdict"] != "not testable"]
    return {**report, "target": report["broker"]["name"],
            "cases": [kept_case(case, with_wire, mute) for case in report["cases"]],
            "statements": statements}


def named(kind, name, report):
    """A Client's driver knows what the library is; where it stood is nobody's business."""
    if kind == "broker":
        return report
    ready = json.loads((CLIENTS / name / "ready.json").read_text())
    about = {"name": ready["name"], "version": ready["version"], "package": ""}
    return {**report, "broker": about, "command": report["command"].split(" -- ")[0]}


def written(report):
    """One case or statement a line, so that two reports can be compared by diff."""
    def line(value):
        return json.dumps(value, ensure_ascii=False)
    parts = []
    for key, value in report.items():
        if key in ("cases", "statements"):
            rows = ",\n".join("  " + line(each) for each in value)
            parts.append(f'"{key}": [\n{rows}\n]')
        else:
            parts.append(f'"{key}": {line(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def row(report):
    cases = report["summary"]["cases"]
    violated = {each["version"]: 0 for each in report["statements"]}
    for each in report["statements"]:
        violated[each["version"]] += each["verdict"] == "violated"
    served = [facts["version"] for facts in report["facts"] if facts["served"]]
    ended = sorted({case["name"].removesuffix("/…") for case in report["cases"]
                    if case.get("ends_target")} |
                   {each["select"].split("/")[0] for each in report["excluded"]
                    if each["reason"].startswith("it ends")})
    broken = ", ".join(f"{violated[version]} of {version}" for version in served)
    return [report["broker"]["name"], report["broker"]["version"], ", ".join(served),
            cases["pass"] + cases["note"], cases["warn"], cases["inconclusive"], cases["declined"],
            cases["fail"] + cases["error"], broken or "-",
            "not whole" if not report["complete"] else f"{report['duration_s']:.0f} s",
            ", ".join(ended) or "-"]


def table(kind, reports):
    head = [kind, "version", "MQTT", "pass", "warn", "inconclusive", "declined", "fail",
            "statements violated", "took", "ended in" if kind == "broker" else "ended, or mute, in"]
    rows = [head, ["---"] * len(head)] + [row(each) for each in reports]
    return "\n".join("| " + " | ".join(map(str, each)) + " |" for each in rows)


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("broker", "client"):
        sys.exit(__doc__)
    kind = sys.argv[1]
    folder = HERE / f"{kind}s"
    folder.mkdir(exist_ok=True)
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
        report = named(kind, path.stem, json.loads(path.read_text()))
        (folder / path.name).write_text(written(kept(path.stem, report)))
    reports = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    page = HERE / "README.md"
    text = page.read_text()
    before, after = text.index(begin(kind)) + len(begin(kind)), text.index(end(kind))
    page.write_text(text[:before] + "\n\n" + table(kind, reports) + "\n\n" + text[after:])


main()
