"""Score the findings against the blind set in `tests/blind` and print a table.

python scripts/blind_score.py

An enumeration is right when at least 80% of the gold items have a member that
covers the same characters (intersection over union of 0.7) and at most 20% of its members
have no item; a definition when its term (0.8) and its definiens (0.6) agree. Recall counts
priorities 1 and 2, precision all. A list of two that the gold lacks is not
counted. Of the key phrases only those as many as the gold has, best first, are
judged; members of gold lists and defined terms are right there, too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import quizgen
from quizgen.export.contract import report

FOLDER = Path(__file__).parent.parent / "tests" / "blind"
FAMILIES = ("enumerations", "definitions", "key_phrases")
EDGES = " \n\t，。；：、！？“”‘’《》「」『』（）()*|`"
Place = frozenset[int]
Row = tuple[int, int, int, int]
"""Right findings, findings, gold entries found, gold entries."""


def place(text: str, ranges: Sequence[Sequence[int]]) -> Place:
    """The offsets of a span, without white space and without marks at its edges."""
    offsets = [offset for start, end in ranges for offset in range(start, end)]
    while offsets and text[offsets[0]] in EDGES:
        offsets.pop(0)
    while offsets and text[offsets[-1]] in EDGES:
        offsets.pop()
    return frozenset(offset for offset in offsets if not text[offset].isspace())


def agree(one: Place, other: Place, share: float) -> bool:
    """Whether the two places have at least `share` of their characters in common."""
    return len(one & other) >= share * max(1, len(one | other))


def same_list(members: list[Place], items: list[Place]) -> bool:
    """Whether a list that was found is the one in the gold."""
    # A member may run on into the explanation of its item, but not into the next one.
    free = list(items)
    paired = 0
    for member in members:
        for item in free:
            whole = item <= member and sum(1 for other in items if other & member) == 1
            if agree(member, item, 0.7) or whole:
                free.remove(item)
                paired += 1
                break
    return paired >= 0.8 * len(items) and len(members) - paired <= 0.2 * len(members)


def score(path: Path) -> dict[str, Row]:
    """The counts of each family for the passage whose gold stands at `path`."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    source = quizgen.read(path.parent / gold["text_file"])
    text = source.text
    if source.sha256 != gold["text_sha256"]:
        raise SystemExit(f"{path.name}: the gold is about another text")
    found = report(quizgen.study(source))["findings"]

    def at(span: Sequence[int]) -> Place:
        return place(text, [span])

    lists = [
        (entry["priority"], [at(item) for item in entry["items"]]) for entry in gold["enumerations"]
    ]
    terms = [
        (entry["priority"], at(entry["term"]), at(entry["definiens"]))
        for entry in gold["definitions"]
    ]
    phrases = [(entry["priority"], at(entry["span"])) for entry in gold["keyphrases"]]

    ours = [
        [place(text, member["ranges"]) for member in entry["members"]]
        for entry in found["enumerations"]
    ]
    ours = [m for m in ours if len(m) > 2 or any(same_list(m, items) for _, items in lists)]
    said = [
        (
            text_of(text, entry["term"]),
            place(text, entry["term"]["ranges"]),
            place(text, entry["definiens"]["ranges"]),
        )
        for entry in found["definitions"]
    ]
    named = [
        place(text, entry["phrase"]["ranges"])
        for entry in sorted(found["key_phrases"], key=lambda entry: -entry["score"])
    ]
    known = [place_ for _, place_ in phrases]
    known += [item for _, items in lists for item in items] + [term for _, term, _ in terms]

    def defines(one: tuple[str, Place, Place], term: Place, definiens: Place) -> bool:
        wording = "".join(text[offset] for offset in sorted(term))
        alike = agree(one[1], term, 0.8) or one[0] == wording
        return alike and agree(one[2], definiens, 0.6)

    best = named[: len(phrases)]
    return {
        "enumerations": (
            sum(any(same_list(m, items) for _, items in lists) for m in ours),
            len(ours),
            sum(any(same_list(m, items) for m in ours) for p, items in lists if p < 3),
            sum(p < 3 for p, _ in lists),
        ),
        "definitions": (
            sum(any(defines(one, term, what) for _, term, what in terms) for one in said),
            len(said),
            sum(any(defines(one, t, what) for one in said) for p, t, what in terms if p < 3),
            sum(p < 3 for p, _, _ in terms),
        ),
        "key_phrases": (
            sum(any(agree(one, other, 0.8) for other in known) for one in best),
            len(best),
            sum(any(agree(one, other, 0.8) for one in named) for p, other in phrases if p < 3),
            sum(p < 3 for p, _ in phrases),
        ),
    }


def text_of(text: str, span: dict[str, Any]) -> str:
    """The characters of a span, without white space and marks at its edges."""
    return "".join(text[offset] for offset in sorted(place(text, span["ranges"])))


def line(name: str, family: str, row: Row) -> str:
    """One line of the table."""
    right, stated, hit, wanted = row
    precision = right / stated if stated else 1.0
    recall = hit / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return (
        f"{name:22}{family:14}P {precision:4.2f} ({right}/{stated})".ljust(54)
        + f"R {recall:4.2f} ({hit}/{wanted})".ljust(18)
        + f"F1 {f1:4.2f}"
    )


def main() -> None:
    """Print the table."""
    total: dict[str, Row] = dict.fromkeys(FAMILIES, (0, 0, 0, 0))
    for path in sorted(FOLDER.glob("*.gold.json")):
        for family, row in score(path).items():
            print(line(path.name.removesuffix(".gold.json"), family, row))
            a, b = total[family], row
            total[family] = (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])
    for family, row in total.items():
        print(line("all", family, row))


if __name__ == "__main__":
    main()
