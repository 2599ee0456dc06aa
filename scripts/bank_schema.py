"""Writes docs/bank.schema.json from the fields of a bank; without --write says whether it is fresh."""

from __future__ import annotations

import sys
from pathlib import Path

from quizgen.bank.schema import written

PATH = Path(__file__).parent.parent / "docs" / "bank.schema.json"


def main() -> int:
    text = written()
    if "--write" in sys.argv:
        PATH.write_text(text, encoding="utf-8")
        return 0
    fresh = PATH.exists() and PATH.read_text(encoding="utf-8") == text
    if not fresh:
        print("docs/bank.schema.json is out of date: run `make docs`")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main())
