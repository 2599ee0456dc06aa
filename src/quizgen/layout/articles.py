"""Articles: titles, bylines and affiliations, and which block belongs to which article.

A page is read as its zones, from one title to the next. An article may be interrupted by the
beginning of another, whose title stands only further down: that is told by the vocabulary of
the blocks between two torn sentences, and by a word that was cut in two and fits together again.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from quizgen.language import default_language
from quizgen.layout.blocks import NEVER_FIRST, Block, is_heading_like, wants_more
from quizgen.layout.lines import MARKER, Line

_HAN_RUN = re.compile("[\u3400-\u9fff]+")
_LONGEST_KICKER = 6
_REACH = 24
"""How many blocks further on the rest of a sentence is looked for."""
_LONG_ITEM = 60
_LONG_PROVISION = 24
"""第三条 …: longer than any heading of a provision, so it is a sentence."""
_SHORTEST_TORN = 8
"""A line of fewer characters is a heading even if its last word would fit the next line."""
_WINDOW = 12
"""Among how many articles further on the home of a lost paragraph is looked for."""
_AT_A_JOIN = 6
"""Characters on each side of a join that are cut into words together."""


@dataclass
class Draft:
    """An article while it is put together."""

    title: Block | None = None
    authors: list[tuple[int, int]] = field(default_factory=list)
    affiliation: Block | None = None
    blocks: list[tuple[bool, Block]] = field(default_factory=list)
    """Headings (True) and paragraphs, in reading order."""
    labels: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Page:
    """The drafts of all articles and what belongs to none."""

    articles: list[Draft]
    kickers: list[Block]


def to_articles(blocks: Sequence[Block], markdown: bool) -> Page:
    """Part the blocks into articles and mend the sentences that the page has cut."""
    blocks = _torn_short_lines(blocks)
    page = _zones(blocks, markdown, _links(blocks))
    if len(page.articles) > 1:
        _bring_home(page.articles)
    for draft in page.articles:
        _stitch(draft)
    return page


def _torn_short_lines(blocks: Sequence[Block]) -> list[Block]:
    """Short lines that look like headings but go on in the next block, made body text."""
    found = list(blocks)
    for i, (block, after) in enumerate(pairwise(blocks)):
        if block.kind != "short" or after.kind != "body" or MARKER.match(block.text):
            continue
        if (
            wants_more(block.text)
            or after.text[0] in NEVER_FIRST + "的"
            or (
                len(block.text) >= _SHORTEST_TORN
                and (after.line.after_page or _is_one_word(block.text, after.text))
            )
        ):
            found[i] = replace(block, line=replace(block.line, kind="body"))
    return found


# ---- zones --------------------------------------------------------------


def _links(blocks: Sequence[Block]) -> dict[int, int]:
    """For a block that goes on with a word cut in two: the torn block with the first half."""
    links: dict[int, int] = {}
    taken: set[int] = set()
    bodies = [i for i, block in enumerate(blocks) if block.kind == "body"]
    place = {i: n for n, i in enumerate(bodies)}
    for i in bodies:
        if not _is_torn(blocks[i]) or i in taken:
            continue
        ahead = bodies[place[i] + 1 : place[i] + 1 + _REACH]
        for j in ahead:
            if j not in links and _is_one_word(blocks[i].text, blocks[j].text):
                links[j] = i
                taken.add(i)
                break
    return links


def _zones(blocks: Sequence[Block], markdown: bool, links: dict[int, int]) -> Page:
    kickers: list[Block] = []
    current = Draft()
    home: dict[int, Draft] = {}
    articles = [current]
    bylines = [i for i, block in enumerate(blocks) if block.kind == "byline"]
    titles = {_title_before(blocks, i) for i in bylines} - {-1}
    titles |= {i for i, block in enumerate(blocks) if block.kind == "title"}
    if not titles and (first := _first_title(blocks, markdown)) >= 0:
        titles.add(first)
    heads_of_page = min(titles, default=-1)
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if i in titles:
            if _has_text(current):
                current = Draft()
                articles.append(current)
            current.title = block
        elif block.kind == "byline":
            current.authors += block.line.names
            current.labels += _between(block.line)
        elif block.kind == "affiliation":
            if current.affiliation is None:
                current.affiliation = block
            else:
                kickers.append(block)
        elif is_heading_like(block, following):
            if _is_kicker(blocks, i, titles, heads_of_page, bylines):
                kickers.append(block)
            else:
                current.blocks.append((True, block))
        else:
            before = home.get(links.get(i, -1))
            if before is not None and before is not current and _has_body(current):
                # The other article goes on where its word does.
                current = before
            home[i] = current
            current.blocks.append((False, block))
    return Page([draft for draft in articles if _has_text(draft)], kickers)


def _has_text(draft: Draft) -> bool:
    return bool(draft.blocks or draft.title or draft.authors or draft.affiliation)


def _between(byline: Line) -> list[tuple[int, int]]:
    """What stands in a byline besides the names."""
    edges = [byline.start, *(edge for name in byline.names for edge in name), byline.end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _has_body(draft: Draft) -> bool:
    return any(not head for head, _ in draft.blocks)


def _title_before(blocks: Sequence[Block], byline: int) -> int:
    """The title over a byline, or -1."""
    index = byline - 1
    if index >= 0 and blocks[index].kind in ("short", "heading"):
        return index
    return -1


def _first_title(blocks: Sequence[Block], markdown: bool) -> int:
    """The title of a text without a byline: its first line, if it looks like one.

    A remark in brackets may stand over it.
    """
    if not blocks:
        return -1
    heads = [i for i, block in enumerate(blocks) if block.kind == "heading"]
    if heads and (markdown or len(heads) > 1):
        # The only heading of the highest level, if the text begins with it.
        highest = min(blocks[i].line.level for i in heads)
        tops = [i for i in heads if blocks[i].line.level == highest]
        if len(tops) == 1 or tops[0] > 3:
            return tops[0] if tops[0] <= 3 else -1
        if tops[0] == 0:
            return -1
    at = 1 if blocks[0].text[0] in "（(" and len(blocks) > 2 else 0
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if MARKER.match(blocks[at].text):
        return -1  # the first of several numbered headings
    return at if is_heading_like(blocks[at], following) else -1


def _is_kicker(
    blocks: Sequence[Block], i: int, titles: set[int], first: int, bylines: Sequence[int]
) -> bool:
    """Words over a title, or a column's name between the byline and the text."""
    if i + 1 in titles and bylines:
        return True
    over_page = i < first and all(block.kind in ("short", "heading") for block in blocks[i:first])
    after_byline = i > 0 and blocks[i - 1].kind == "byline"
    return over_page or (after_byline and len(blocks[i].text) <= _LONGEST_KICKER)


# ---- which article ------------------------------------------------------


def _pairs(text: str) -> set[str]:
    return {run[0][k : k + 2] for run in _HAN_RUN.finditer(text) for k in range(len(run[0]) - 1)}


def _texts(draft: Draft) -> list[str]:
    title = [draft.title.text] if draft.title else []
    return title + [block.text for _, block in draft.blocks]


def _bring_home(drafts: list[Draft]) -> None:
    """Move the blocks that stand in another article's zone to their own article."""
    words = [
        Counter(
            pair
            for text in [
                draft.title.text if draft.title else "",
                *(b.text for _, b in draft.blocks),
            ]
            for pair in _pairs(text)
        )
        for draft in drafts
    ]
    for index, draft in enumerate(drafts):
        if index + 1 >= len(drafts):
            break
        torn = [k for k, (head, b) in enumerate(draft.blocks) if not head and _is_torn(b)]
        if not torn:
            continue
        first = torn[0] + 1
        for last in reversed(torn[1:] or torn):
            run = draft.blocks[first : last + 1]
            if not run:
                continue
            home = _home(run, drafts, index, words)
            if home is None:
                continue
            drafts[home].blocks[:0] = run
            del draft.blocks[first : last + 1]
            for at in (first - 1, first):
                if 0 <= at < len(draft.blocks):
                    head, block = draft.blocks[at]
                    draft.blocks[at] = (head, replace(block, torn=True))
            break


def _is_torn(block: Block) -> bool:
    if block.sealed:
        return False
    if block.kind == "item":
        # Items of a list often do without an end mark.
        longest = _LONG_PROVISION if block.text[0] == "第" else _LONG_ITEM
        return block.ends_open and (wants_more(block.text) or len(block.text) > longest)
    return block.kind == "body" and block.ends_open


def _home(
    run: Sequence[tuple[bool, Block]],
    drafts: Sequence[Draft],
    index: int,
    words: Sequence[Counter[str]],
) -> int | None:
    """The article that the run belongs to, if it is not the one that it stands in."""
    own = Counter(pair for _, block in run for pair in _pairs(block.text))
    last = run[-1][1]
    near = words[index : index + 1 + _WINDOW]

    def likeness(other: int) -> float:
        rest = words[other] - own if other == index else words[other]
        found = 0.0
        for pair in own:
            spread = sum(pair in bag for bag in near)
            if rest[pair]:
                found += 1.0 / spread
        return found / math.sqrt(1 + sum(rest.values()))

    here = likeness(index)
    best: tuple[float, int] | None = None
    for other in range(index + 1, min(len(drafts), index + 1 + _WINDOW)):
        body = next((b for head, b in drafts[other].blocks if not head), None)
        if body is None:
            continue
        score = likeness(other)
        fits = _is_one_word(last.text, body.text)
        if fits:
            score *= 2
        if score > 1.2 * here and (fits or score > 2 * here) and (best is None or score > best[0]):
            best = (score, other)
    return best[1] if best else None


def _is_one_word(before: str, after: str) -> bool:
    """Whether a word of the dictionary stands across the join: 实 and 现 make 实现."""
    left, right = before[-_AT_A_JOIN:], after[:_AT_A_JOIN]
    seam = len(left)
    language = default_language()
    return any(
        token.start < seam < token.end and language.commonness(token.word) > 0
        for token in language.tokens(left + right)
    )


# ---- stitches -----------------------------------------------------------


def _stitch(draft: Draft) -> None:
    """Join each torn block to the next of its article, unless text is missing between them."""
    joined: list[tuple[bool, Block]] = []
    for is_head, block in draft.blocks:
        if not is_head and joined and _continues(joined[-1], block):
            joined[-1] = (False, joined[-1][1].join(block))
            if block.torn and not joined[-1][1].torn:
                joined[-1] = (False, replace(joined[-1][1], torn=True))
            continue
        if joined and not joined[-1][0] and _is_torn(joined[-1][1]):
            joined[-1] = (False, replace(joined[-1][1], torn=True))
        joined.append((is_head, block))
    if joined and not joined[-1][0] and _is_torn(joined[-1][1]):
        joined[-1] = (False, replace(joined[-1][1], torn=True))
    draft.blocks = joined


def _continues(before: tuple[bool, Block], block: Block) -> bool:
    is_head, last = before
    if is_head or not _is_torn(last) or last.torn or block.kind not in ("body", "short"):
        return False
    if block.torn and not _is_one_word(last.text, block.text):
        return False
    return wants_more(last.text) or _is_one_word(last.text, block.text) or block.line.indent == 0
