"""Questions about the elements of an HTML page: what is seen, what is navigation, what is data."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "rt",
        "rp",
        "rtc",
        "datalist",
        "dialog",
        "map",
    ]
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN_CLASS = re.compile(r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text)(?:$|\s)")
_ASIDE: Final = frozenset(("nav", "aside", "footer"))
_ASIDE_ROLES: Final = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar")
)
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|sidebar|footer|copyright|share"
    r"|social|comments?|related|recommend(?:ed)?|pagination|pager|toolbar|advert(?:isement)?|ads?"
    r"|qrcode|toc)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FORMULA_NAMES = re.compile(r"(?:^|\s)(?:katex|MathJax|mjx-container)(?:$|\s)")
_IN_CELLS: Final = frozenset(
    [
        "a",
        "b",
        "br",
        "em",
        "font",
        "i",
        "img",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "mark",
        "code",
        "p",
        "div",
        "wbr",
        "ruby",
        "rt",
        "rp",
    ]
)
_SENTENCE_MARK = re.compile("[，。；！？]")
_ASIDE_BOXES: Final = frozenset(("div", "section", "ul", "ol", "p", "table", "dl"))
_MAIN_SHARE = 0.5
_SMALL_SHARE = 0.3
_MOST_HEADS = 20


class Page:
    """The body of a page and where its main part is.

    What an element is called counts only where its text is a small part of the page's: a page
    whose whole text stands in a box named "sidebar" is still a text.
    """

    def __init__(self, body: LexborNode) -> None:
        """Measure the page: linear in its length."""
        self.body = body
        self._weights: dict[int, int] = {}
        self._weigh()
        self._main: frozenset[int] = frozenset()
        self._around_main: set[int] = set()
        self._find_main()
        heads = body.css("h1")
        if len(heads) <= _MOST_HEADS:
            heads = [node for node in heads if self._is_seen_with_text(node)]
        self._title = heads[0].mem_id if len(heads) == 1 else -1
        self._around_title = _ancestors(heads[0]) if len(heads) == 1 else set()

    def weight(self, node: LexborNode) -> int:
        """The characters of running text, with marks and outside links, in an element."""
        return self._weights.get(node.mem_id, 0)

    def _weigh(self) -> None:
        for entering, node in events(self.body):
            if node.is_text_node:
                text = (node.text_content or "").strip()
                parent = node.parent
                if parent is not None and parent.tag != "a" and _SENTENCE_MARK.search(text):
                    self._weights[parent.mem_id] = self.weight(parent) + len(text)
            elif not entering and node.mem_id != self.body.mem_id and node.parent is not None:
                mine = self.weight(node)
                if mine:
                    self._weights[node.parent.mem_id] = self.weight(node.parent) + mine

    def _find_main(self) -> None:
        whole = self.weight(self.body)
        for selector in ("main, [role=main]", "[itemprop=articleBody]", "article"):
            found = {node.mem_id for node in self.body.css(selector)}
            outer: list[LexborNode] = []
            depth = 0
            for entering, node in events(self.body) if found else ():
                if node.is_text_node or node.mem_id not in found:
                    continue
                if entering and not depth:
                    outer.append(node)
                depth += 1 if entering else -1
            if outer and sum(map(self.weight, outer)) > _MAIN_SHARE * whole:
                self._main = frozenset(node.mem_id for node in outer)
                for node in outer:
                    self._around_main |= _ancestors(node, self._around_main)
                return

    def _is_seen_with_text(self, node: LexborNode) -> bool:
        at: LexborNode | None = node
        while at is not None and at.mem_id != self.body.mem_id:
            if not is_seen(at):
                return False
            at = at.parent
        return bool(node.text(deep=True).strip())

    def is_title(self, node: LexborNode) -> bool:
        """Whether this is the one main heading."""
        return node.mem_id == self._title

    def is_furniture(self, node: LexborNode) -> bool:
        """Whether an element is navigation, or stands beside the main part."""
        if node.mem_id == self.body.mem_id or node.mem_id in self._around_title:
            return False
        parent = node.parent
        if (
            parent is not None
            and parent.mem_id in self._around_main
            and node.mem_id not in self._around_main
            and node.mem_id not in self._main
        ):
            return True
        if self.weight(node) > _SMALL_SHARE * self.weight(self.body):
            return False
        if node.tag in _ASIDE or (node.attributes.get("role") or "") in _ASIDE_ROLES:
            return True
        if node.tag == "header":
            return parent is not None and parent.mem_id == self.body.mem_id
        return node.tag in _ASIDE_BOXES and named(node, _ASIDE_NAMES)


def _ancestors(node: LexborNode, known: Container[int] = ()) -> set[int]:
    """The element itself (if it is a heading) and those around it, up to one that is known."""
    found = {node.mem_id} if node.tag == "h1" else set()
    parent = node.parent
    while parent is not None and parent.mem_id not in known:
        found.add(parent.mem_id)
        parent = parent.parent
    return found


def is_seen(node: LexborNode) -> bool:
    """Whether a browser shows an element."""
    if node.is_text_node:
        return True
    if not node.is_element_node or node.tag in _UNSEEN:
        return False
    attributes = node.attributes
    if not attributes:
        return True
    if "hidden" in attributes or _UNSEEN_STYLE.search(attributes.get("style") or ""):
        return False
    return not _UNSEEN_CLASS.search(attributes.get("class") or "")


def is_formula(node: LexborNode) -> bool:
    """Whether an element shows a formula."""
    return node.tag == "math" or (
        node.tag in ("span", "div")
        and bool(_FORMULA_NAMES.search(node.attributes.get("class") or ""))
    )


def named(node: LexborNode, pattern: re.Pattern[str]) -> bool:
    """Whether the class, id, role of an item or relation of an element says this."""
    attributes = node.attributes
    return bool(attributes) and any(
        pattern.search(attributes.get(name) or "") for name in ("class", "id", "itemprop", "rel")
    )


def events(body: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """Each seen node when it begins and, but for texts, when it ends; without recursion.

    Formulas and raised or lowered characters are not gone into: they are read whole.
    """
    stack: list[LexborNode] = []
    node: LexborNode | None = body
    while node is not None:
        if node.is_text_node:
            yield True, node
        elif is_seen(node):
            yield True, node
            child = None if node.tag in ("sup", "sub") or is_formula(node) else node.first_child
            if child is not None:
                stack.append(node)
                node = child
                continue
            yield False, node
        following = node.next if stack else None
        while following is None and stack:
            parent = stack.pop()
            yield False, parent
            following = parent.next if stack else None
        node = following


# ---- tables and glossaries ------------------------------------------------


def rows_of(table: LexborNode) -> list[LexborNode]:
    """The rows of a table itself, not those of tables within."""
    found: list[LexborNode] = []
    for child in _elements(table):
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [row for row in _elements(child) if row.tag == "tr"]
    return found


def is_data_table(table: LexborNode) -> bool:
    """Whether a table holds data, and not the boxes of a page."""
    rows = [[c for c in _elements(row) if c.tag in ("td", "th")] for row in rows_of(table)]
    if len(rows) < 2 or sum(len(row) >= 2 for row in rows) * 2 <= len(rows):
        return False
    return all(
        inner.tag in _IN_CELLS
        for row in rows
        for cell in row
        for inner in cell.traverse(include_text=False)
        if inner.mem_id != cell.mem_id
    )


def is_head_row(row: LexborNode) -> bool:
    """Whether a row names the columns."""
    cells = [cell for cell in _elements(row) if cell.tag in ("td", "th")]
    if row.parent is not None and row.parent.tag == "thead":
        return True
    return len(cells) > 1 and all(cell.tag == "th" for cell in cells)


def is_glossed(term: LexborNode) -> bool:
    """Whether exactly one explanation without blocks in it follows a term (dt)."""
    explanation = _element_after(term)
    if explanation is None or explanation.tag != "dd":
        return False
    after = _element_after(explanation)
    if after is not None and after.tag == "dd":
        return False
    return all(
        inner.tag in _IN_CELLS
        for part in (term, explanation)
        for inner in part.traverse(include_text=False)
        if inner.mem_id != part.mem_id
    )


def _element_after(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and not following.is_element_node:
        following = following.next
    return following


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    return (child for child in node.iter() if child.is_element_node)
