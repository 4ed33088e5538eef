"""Counts the answers of the codecs into the tables of the report."""
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from catalogue import Codec
from vectors import STREAMS

MOST_KINDS = 10


@dataclass
class Run:
    """What one codec answered, by vector; `reason` says why it was left out."""

    codec: Codec
    answers: dict
    reason: str

    def word(self, vector):
        return self.answers[vector.id].split(" ", 1)[0]

    def judged(self, vectors):
        """The vectors that may be held against it."""
        return [vector for vector in vectors
                if vector.id in self.answers and not vector.contested
                and (not vector.is_about_sender or vector.sender in self.codec.senders)]

    def takes(self, vector):
        return self.word(vector) == "accept"

    def misreads(self, vector):
        """Takes a valid PUBLISH with another Topic Name or Payload than it has."""
        answer = self.answers[vector.id]
        return answer.startswith("accept ") and answer != "accept " + vector.published


class Tally:
    """The runs that took place, and what may be held against them."""

    def __init__(self, runs, vectors):
        self.runs = [run for run in runs if run.answers]
        self.left_out = [run for run in runs if not run.answers]
        self.vectors = vectors

    @cached_property
    def valid(self):
        return {run.codec.folder: [v for v in run.judged(self.vectors) if not v.fault]
                for run in self.runs}

    @cached_property
    def malformed(self):
        return {run.codec.folder: [v for v in run.judged(self.vectors) if v.fault]
                for run in self.runs}


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def of(count, whole):
    return f"{count:,} / {whole:,}" if whole else "–"


def percent(count, whole):
    if not whole:
        return "–"
    share = 100 * count / whole
    return f"{share:.0f} %" if share >= 10 or share == 0 else f"{share:.1f} %"


def counted(chosen, all_of_them):
    """"chosen / all" for each stream, then for all streams."""
    def row(stream):
        among = [v for v in all_of_them if stream in (v.stream, "")]
        return of(sum(1 for v in chosen if stream in (v.stream, "")), len(among))
    return [row(stream) for stream in STREAMS] + [row("")]


def asked(tally):
    rows = [(run.codec.name, run.codec.language, ", ".join(run.codec.versions), run.codec.entry,
             ", ".join(run.codec.senders) or "none") for run in tally.runs]
    rows += [(run.codec.name, run.codec.language, ", ".join(run.codec.versions),
              f"left out: {run.reason}", "") for run in tally.left_out]
    return table(("codec", "language", "versions", "what is called", "sender known of"), rows)


def refused(tally):
    rows = []
    for run in tally.runs:
        valid = tally.valid[run.codec.folder]
        publishes = [v for v in valid if v.published and run.takes(v)]
        misread = sum(1 for v in publishes if run.misreads(v))
        rows.append([run.codec.name] + counted([v for v in valid if not run.takes(v)], valid)
                    + [of(misread, len(publishes))])
    return table(("codec",) + STREAMS + ("all", "PUBLISH misread"), rows)


def taken(tally):
    rows = []
    for run in tally.runs:
        malformed = tally.malformed[run.codec.folder]
        chosen = [v for v in malformed if run.takes(v)]
        missed, kinds = Counter(v.fault for v in chosen), Counter(v.fault for v in malformed)
        most = sum(1 for kind in kinds if 2 * missed[kind] >= kinds[kind])
        rows.append([run.codec.name] + counted(chosen, malformed) + [of(most, len(kinds))])
    return table(("codec",) + STREAMS + ("all", "kinds"), rows)


def endings(tally):
    rows = []
    for run in tally.runs:
        row = [run.codec.name]
        for among in (tally.valid, tally.malformed):
            words = Counter(run.word(v) for v in among[run.codec.folder])
            row += [words[word] for word in ("reject", "crash", "incomplete", "hang")]
        rows.append(row)
    words = ("own error", "other error", "waits", "hangs")
    return table(("codec",) + tuple(f"valid: {w}" for w in words)
                 + tuple(f"malformed: {w}" for w in words), rows)


def shares(tally, key):
    """For each value of `key`, in order, the pair (taken, all) of each codec."""
    counts = {}
    for at, run in enumerate(tally.runs):
        for vector in tally.malformed[run.codec.folder]:
            row = counts.setdefault(key(vector), [[0, 0] for _ in tally.runs])
            row[at][0] += run.takes(vector)
            row[at][1] += 1
    return dict(sorted(counts.items()))


def by_class(tally):
    rows = [[name] + [percent(*pair) for pair in row]
            for name, row in shares(tally, lambda v: v.fault.split("/")[0]).items()]
    return table(["class of fault"] + [run.codec.name for run in tally.runs], rows)


def most_missed(tally):
    def mean(row):
        parts = [count / whole for count, whole in row if whole]
        return sum(parts) / len(parts)
    kinds = shares(tally, lambda v: v.fault)
    worst = sorted(kinds, key=lambda kind: (-mean(kinds[kind]), kind))[:MOST_KINDS]
    rows = []
    for kind in worst:
        held = [(count, whole) for count, whole in kinds[kind] if whole]
        most = sum(1 for count, whole in held if 2 * count >= whole)
        rows.append((kind, max(whole for _, whole in held), of(most, len(held)),
                     percent(round(1000 * mean(held)), 1000)))
    return table(("kind of fault", "vectors", "codecs that take most of them", "mean"), rows)


def agreed(tally):
    """Kinds of vectors where every codec contradicts the verdict."""
    taken_by, judged_by = Counter(), Counter()
    for run in tally.runs:
        for vector in tally.valid[run.codec.folder] + tally.malformed[run.codec.folder]:
            judged_by[vector.id] += 1
            taken_by[vector.id] += run.takes(vector) == bool(vector.fault)
    against = [v for v in tally.vectors if taken_by[v.id] == judged_by[v.id] > 1]
    rows = sorted(Counter((v.version, v.fault or "valid, refused by all: " + v.packet)
                          for v in against).items())
    return table(("version", "kind", "vectors"), [key + (count,) for key, count in rows])


def contested(tally):
    rows = []
    for run in tally.runs:
        asked_for = [v for v in tally.vectors if v.contested and v.id in run.answers]
        row = [run.codec.name]
        for group in ([v for v in asked_for if not v.fault], [v for v in asked_for if v.fault]):
            row.append(of(sum(1 for v in group if run.takes(v)), len(group)))
        rows.append(row)
    return table(("codec", "that may be sent", "that may be refused"), rows)


def tables(runs, vectors):
    """The tables of the report, each with its heading."""
    tally = Tally(runs, vectors)
    parts = (
        ("Who was asked", asked), ("Valid packets refused", refused),
        ("Malformed packets taken", taken), ("How packets were refused", endings),
        ("Malformed packets taken, by class of fault", by_class),
        ("The kinds of fault that most codecs miss", most_missed),
        ("Where all codecs agree against the vectors", agreed),
        ("Contested packets taken", contested),
    )
    return "".join(f"\n### {heading}\n\n{make(tally)}" for heading, make in parts) + "\n"
