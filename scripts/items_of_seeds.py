"""Write `tests/golden/items/*.txt`: every item of every seed, as a person reads it.

python scripts/items_of_seeds.py            print them
python scripts/items_of_seeds.py --write    write them; read the difference before you commit it
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from quizgen.model import FillBlank, Item, ListRecall, Matching, Term
from quizgen.pipeline import study
from quizgen.reading import read

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden" / "items"


def seeds() -> list[Path]:
    """The texts, by name."""
    return sorted(path for path in (ROOT / "seeds").iterdir() if path.suffix in (".md", ".txt"))


def golden(seed: Path) -> Path:
    """Where the items of a seed are kept."""
    return GOLDEN / f"{seed.stem}.txt"


def listing(seed: Path) -> str:
    """The items of a text in its order, each with note, cues and difficulty."""
    items = sorted(study(read(seed)).items, key=lambda item: (item.provenance.order, item.id))
    return "\n\n".join("\n".join(_lines(item)) for item in items) + "\n"


def _lines(item: Item) -> Iterator[str]:
    note = f"（{item.note}）" if item.note else ""
    match item:
        case FillBlank():
            yield f"填空 {item.difficulty} {_gapped(item)}{note}"
            if any(blank.alternatives for blank in item.blanks):
                also = "；".join("、".join(blank.alternatives) for blank in item.blanks)
                yield f"    亦可：{also}"
        case ListRecall():
            yield f"列举 {item.difficulty} {item.prompt}{note}"
            yield "    " + " | ".join(item.member_texts)
        case Term():
            yield f"名词解释 {item.difficulty} {item.term_text}{note}"
            yield f"    {item.definiens_text}"
        case Matching():
            yield f"连线 {item.difficulty} {item.title}：{item.premise_head} ↔ {item.response_head}{note}"
            for pair in item.pairs:
                yield f"    {pair.premise_text} ↔ {pair.response_text}"
    yield f"    {item.why}"


def _gapped(item: FillBlank) -> str:
    """The stem with its keys in brackets and the cue behind each."""
    text, at = "", 0
    for blank, key in zip(item.blanks, item.keys, strict=True):
        cue = f"<{blank.cue}>" if blank.cue else ""
        text += f"{item.stem[at : blank.start]}[{key}]{cue}"
        at = blank.end
    return text + item.stem[at:]


def main() -> None:
    """Print or write the items of all seeds."""
    for seed in seeds():
        if "--write" in sys.argv[1:]:
            GOLDEN.mkdir(parents=True, exist_ok=True)
            golden(seed).write_text(listing(seed), encoding="utf-8")
        else:
            print(f"== {seed.name}\n\n{listing(seed)}")


if __name__ == "__main__":
    main()
