"""Reading order: a `Source` in, a `Document` out.

Lines are told apart by their looks (`lines`), wrapped ones joined to blocks (`blocks`), blocks
parted into articles and torn sentences mended (`articles`), and the text written down in reading
order with the way back to the source (here).
"""

from __future__ import annotations

from dataclasses import replace

from quizgen.layout.articles import to_articles
from quizgen.layout.blocks import Block, drop_copies, seal_open_ends, to_blocks
from quizgen.layout.lines import LEFT_OUT, Line, is_page_number, read_lines, running_heads
from quizgen.layout.writing import Writer
from quizgen.model import Document, Source

__all__ = ["lay_out"]


def lay_out(source: Source) -> Document:
    """Put a source into reading order. Time is linear in the length of the text."""
    markdown = source.format == "md"
    writer = Writer(source, markdown)
    lines, woven = read_lines(source, markdown)
    blocks: list[Block] = []
    for block, is_copy in drop_copies(to_blocks(_running(lines, writer))):
        if is_copy:
            for start, end in block.fragments:
                writer.drop(start, end, "duplicate")
        elif any(start in woven for start, _ in block.fragments):
            # Which words follow which is a guess here: keep the text, ask nothing of it.
            blocks.append(replace(block, doubtful=True))
        else:
            blocks.append(block)
    page = to_articles(seal_open_ends(blocks), markdown)
    for kicker in page.kickers:
        for start, end in kicker.fragments:
            writer.drop(start, end, "kicker")
    return writer.document(tuple(filter(None, map(writer.article, page.articles))))


def _running(lines: list[Line], writer: Writer) -> list[Line]:
    """The lines that are text; the others are put down as dropped."""
    heads = running_heads(lines)
    running: list[Line] = []
    after_page = False
    for line in lines:
        if reason := LEFT_OUT.get(line.kind):
            writer.drop(line.start, line.end, reason)
            after_page = after_page or is_page_number(line)
        elif line.start in heads:
            writer.drop(line.start, line.end, "furniture")
            after_page = True
        else:
            running.append(replace(line, after_page=True) if after_page else line)
            after_page = False
    return running
