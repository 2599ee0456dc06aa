"""Texts to measure on, made from the seeds: as long as wanted, and no sentence twice.

Repeating a text would flatter every cache. So each copy of a seed has other words in it: one word
in three gives way to another of its part of speech and length. What comes out reads like
nonsense, but has the signs, the lists and the definitions of the seeds.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from quizgen.language import Language, Token

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.*"))
_OPEN = frozenset(["n", "v", "a", "vn", "nz"])


def library(characters: int, seed: int = 0) -> str:
    """A text of about so many characters (code points)."""
    parts: list[str] = []
    size = 0
    for text in chapters(seed):
        parts.append(text)
        size += len(text)
        if size >= characters:
            break
    return "\n\n".join(parts)[:characters]


def chapters(seed: int = 0) -> Iterator[str]:
    """Seed after seed, again and again, each time with other words."""
    language = Language()
    texts = [language.tokens(path.read_text(encoding="utf-8")) for path in SEEDS]
    words: dict[tuple[str, int], list[str]] = defaultdict(list)
    for tokens in texts:
        for token in tokens:
            if _may_change(token):
                words[token.tag, len(token.word)].append(token.word)
    draw = random.Random(seed)
    while True:
        for tokens in texts:
            yield "".join(
                draw.choice(words[token.tag, len(token.word)])
                if _may_change(token) and draw.random() < 1 / 3
                else token.word
                for token in tokens
            )


def _may_change(token: Token) -> bool:
    return token.tag in _OPEN and len(token.word) > 1


HOSTILE: dict[str, Callable[[int], str]] = {
    "prose": library,
    "one line": lambda size: library(size).replace("\n", ""),
    "commas": lambda size: "，" * size,
    "list signs": lambda size: "木、" * (size // 2),
    "brackets": lambda size: "（" * (size // 2) + "）" * (size // 2),
    "quotes": lambda size: "“甲”" * (size // 3),
    "list items": lambda size: "".join(f"{n}. 第{n}项\n" for n in range(size // 10)),
    "marks 一是": lambda size: "一是好，" * (size // 4),
    "the same line": lambda size: "科技创新是发展的核心要素。\n" * (size // 14),
}
"""What could make a rule or the layout go slow, by name: size in characters to text."""
