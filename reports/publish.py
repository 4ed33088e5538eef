#!/usr/bin/env python3
"""Keeps of whole reports on brokers what is worth keeping, and makes the table of reports/README.md.

usage: reports/publish.py FOLDER

FOLDER has NAME.json as `mqttspec run --json` writes it. What was on the wire is kept of failures alone,
and not at all where the broker ended in some case: of such a case nothing is told but its family. A
report is no place for an input that ends somebody's software."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
BEGIN, END = "<!-- brokers: made by ./dev brokers -->", "<!-- end of brokers -->"


def ended_in(case):
    return case["ends_target"] or "the target was gone after this case" in case["explanation"]


def kept_case(case, with_wire):
    if ended_in(case):
        family = case["name"].split("/")[0]
        return {"name": f"{family}/…", "section": case["section"], "version": case["version"],
                "verdict": case["verdict"], "ends_target": True}
    if case["verdict"] not in ("fail", "error") or not with_wire:
        case = {**case, "wire": []}
    if case["verdict"] in ("pass", "declined", "not run"):
        case = {key: case[key] for key in ("name", "section", "version", "verdict", "explanation")}
    return {key: value for key, value in case.items() if value not in ("", [], None, False)}


def kept(report):
    ended = {case["name"] for case in report["cases"] if ended_in(case)}
    restarted = (any("the target ended" in case["actual"] for case in report["cases"]) or
                 any(each["reason"].startswith("it ends") for each in report["excluded"]))
    statements = [{**each, "cases": [name for name in each["cases"] if name not in ended]}
                  for each in report["statements"] if each["verdict"] != "not testable"]
    return {**report, "target": report["broker"]["name"],
            "cases": [kept_case(case, not ended and not restarted) for case in report["cases"]], "statements": statements}


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
    ended = sorted({case["name"].split("/")[0] for case in report["cases"]
                    if case.get("ends_target")} |
                   {each["select"].split("/")[0] for each in report["excluded"]
                    if each["reason"].startswith("it ends")})
    broken = ", ".join(f"{violated[version]} of {version}" for version in served)
    return [report["broker"]["name"], report["broker"]["version"], ", ".join(served),
            cases["pass"] + cases["note"], cases["warn"], cases["inconclusive"], cases["declined"],
            cases["fail"] + cases["error"], broken or "-",
            "not whole" if not report["complete"] else f"{report['duration_s']:.0f} s",
            ", ".join(ended) or "-"]


def table(reports):
    head = ["broker", "version", "MQTT", "pass", "warn", "inconclusive", "declined", "fail",
            "statements violated", "took", "ended in"]
    rows = [head, ["---"] * len(head)] + [row(each) for each in reports]
    return "\n".join("| " + " | ".join(map(str, each)) + " |" for each in rows)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = HERE / "brokers"
    folder.mkdir(exist_ok=True)
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        (folder / path.name).write_text(written(kept(json.loads(path.read_text()))))
    reports = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    page = HERE / "README.md"
    text = page.read_text()
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    page.write_text(text[:begin] + "\n\n" + table(reports) + "\n\n" + text[end:])


main()
