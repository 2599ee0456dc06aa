"""Words: segmentation, part of speech and rarity. The only importer of a segmenter.

`rjieba` (jieba's algorithm and dictionary, compiled) is used when it can be imported, else
`jieba`. Both cut Han text alike; they differ on Latin letters and digits, so those runs are cut
by our own rule and only runs of Han characters go to the segmenter. The tags are those of
jieba's dictionary (`n` noun, `v` verb, `nr` person, `ns` place, `m` number, …), never those of
its slower tagging model; words that the dictionary lacks are tagged `x`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from quizgen.errors import InputError

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ebef\U00030000-\U0003134f"
"""Han characters, for use inside a character class."""

LETTER = r"[^\W\d_A-Za-z]"
"""A Han character, or a letter of another script: as a class it is compiled twenty times as fast as
`HAN`, whose ranges are spread out character by character."""

_RUN = re.compile(
    rf"(?P<han>[{HAN}]+)"
    r"|(?P<number>[0-9０-９]+(?:[.．,，:：/][0-9０-９]+)*[%％‰]?)"
    r"|(?P<latin>[A-Za-zÀ-ɏＡ-Ｚａ-ｚ][A-Za-zÀ-ɏＡ-Ｚａ-ｚ0-9０-９]*"
    r"(?:[-_.+&'][A-Za-z0-9]+)*[+#]*)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)


# rjieba gives a frequency that is sometimes one too high; no word of jieba's dictionary (0.42.1)
# stands just below one of these steps, so both segmenters put each word on the same step.
_FREQUENCIES = (1085, 2007, 3002, 10000, 30000, 100000)


class Token(NamedTuple):
    """A word and its place, in code points of the text that was cut."""

    start: int
    end: int
    word: str
    tag: str
    """jieba's dictionary tag; `m` digits, `eng` Latin, `w` signs and white space, `x` unknown."""


class Segmenter(Protocol):
    """Cuts and tags a run of Han characters."""

    def tag(self, text: str) -> list[tuple[str, str]]:
        """The words of `text` with their tags; they rejoin to it."""
        ...

    def frequency(self, word: str) -> int:
        """How often the dictionary's corpus has `word`, or one more; 0 for an unknown one."""
        ...

    def add(self, word: str, frequency: int | None, tag: str) -> None:
        """Add a word of the user's."""
        ...


class _Fast:
    """rjieba. Importing it loads a dictionary; another is loaded only to add words to."""

    def __init__(self, own: bool) -> None:
        import rjieba

        self._jieba = rjieba.Jieba() if own else rjieba
        self._known = lru_cache(maxsize=65536)(self._jieba.has_word)

    def tag(self, text: str) -> list[tuple[str, str]]:
        known = self._known
        # For an unknown word rjieba guesses a tag from its parts; jieba's dictionary has none.
        return [(word, tag if known(word) else "x") for word, tag in self._jieba.tag(text)]

    def frequency(self, word: str) -> int:
        return max(1, self._jieba.suggest_freq(word)) if self._known(word) else 0

    def add(self, word: str, frequency: int | None, tag: str) -> None:
        self._jieba.add_word(word, frequency, tag or None)


class _Plain:
    """jieba, without its global state and with the tags of its dictionary."""

    def __init__(self) -> None:
        import logging
        import warnings

        with warnings.catch_warnings():
            # jieba 0.42.1 imports pkg_resources and has unescaped patterns.
            warnings.simplefilter("ignore")
            import jieba

        jieba.setLogLevel(logging.ERROR)
        self._jieba = jieba.Tokenizer()
        self._tags: dict[str, str] = {}
        with self._jieba.get_dict_file() as lines:
            for line in lines:
                word, _, tag = line.decode("utf-8").strip().split(" ")
                self._tags[word] = tag

    def tag(self, text: str) -> list[tuple[str, str]]:
        return [(word, self._tags.get(word, "x")) for word in self._jieba.cut(text)]

    def frequency(self, word: str) -> int:
        return max(1, int(self._jieba.FREQ.get(word, 0))) if word in self._tags else 0

    def add(self, word: str, frequency: int | None, tag: str) -> None:
        self._jieba.add_word(word, frequency, tag or None)
        self._tags[word] = tag or "x"


def _load(name: str | None, own: bool) -> Segmenter:
    """A segmenter; one of our `own` if words are to be added."""
    if name == "jieba":
        return _Plain()
    try:
        return _Fast(own)
    except ImportError:
        if name == "rjieba":
            raise
        return _Plain()


class Language:
    """One segmenter with the user's own words. Cutting the same text again costs nothing."""

    def __init__(self, segmenter: str | None = None, words: Iterable[Path] = ()) -> None:
        """Load a segmenter (`rjieba`, `jieba`, or whichever is there) and user dictionaries.

        Raises:
            InputError: a dictionary cannot be read; the message names file and line.
        """
        words = tuple(words)
        self._segmenter = _load(segmenter, own=bool(words))
        for path in words:
            self._add_words(path)
        self._cut = lru_cache(maxsize=4096)(self._cut_uncached)
        # Sentences, clauses and members of lists are cut in turn: the runs in them are the same.
        self._run = lru_cache(maxsize=16384)(self._run_uncached)
        self._commonness = lru_cache(maxsize=65536)(self._commonness_uncached)

    def tokens(self, text: str) -> Sequence[Token]:
        """The words of `text`; they rejoin to it."""
        return self._cut(text)

    def commonness(self, word: str) -> int:
        """How common a word is: 0 unknown, 1 in the dictionary, 2 among its 6,800 most frequent
        words, then 4,000, 2,900, 800, 200, and 7 among its 54 most frequent.
        """
        return self._commonness(word)

    def _commonness_uncached(self, word: str) -> int:
        frequency = self._segmenter.frequency(word)
        return 1 + bisect_right(_FREQUENCIES, frequency) if frequency else 0

    def _cut_uncached(self, text: str) -> tuple[Token, ...]:
        found: list[Token] = []
        new = tuple.__new__  # Token(…) takes twice as long, and this is the innermost loop
        for run in _RUN.finditer(text):
            start = run.start()
            match run.lastgroup:
                case "han":
                    for word, tag in self._run(run[0]):
                        end = start + len(word)
                        found.append(new(Token, (start, end, word, tag)))
                        start = end
                case "number":
                    found.append(Token(start, run.end(), run[0], "m"))
                case "latin":
                    found.append(Token(start, run.end(), run[0], "eng"))
                case _:
                    found.append(Token(start, run.end(), run[0], "w"))
        return tuple(found)

    def _run_uncached(self, run: str) -> tuple[tuple[str, str], ...]:
        return tuple(self._segmenter.tag(run))

    def _add_words(self, path: Path) -> None:
        """Add the words of a file in jieba's format: `word [frequency] [tag]` a line."""
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except OSError as error:
            raise InputError(f"cannot read the dictionary {path}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise InputError(f"the dictionary {path} is not UTF-8; save it as UTF-8") from error
        for number, line in enumerate(lines, 1):
            parts = line.split()
            if not parts:
                continue
            word, *rest = parts
            frequency = int(rest.pop(0)) if rest and rest[0].isdecimal() else None
            tag = rest.pop(0) if rest else ""
            if rest:
                raise InputError(
                    f"{path}:{number}: expected `word [frequency] [tag]`, found {line.strip()!r}"
                )
            self._segmenter.add(word, frequency, tag)


@lru_cache(maxsize=1)
def default_language() -> Language:
    """The language without user words, loaded on first use."""
    return Language()
