"""PDF files with a text layer: lines, columns, paragraphs by where the characters stand.

PDFium tells each character and its place; `pdf_geometry` makes lines and columns of them and
`pdf_blocks` paragraphs, headings and furniture. Not read: pictures, annotations, forms. A scan
without a text layer holds no text.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from quizgen.errors import InputError, MissingExtraError
from quizgen.model import Source
from quizgen.reading.pdf_blocks import Block, arrange
from quizgen.reading.pdf_geometry import GENERATED_SPACE, Glyph, PageLines, lay_lines
from quizgen.reading.transcript import Transcript

if TYPE_CHECKING:
    import pypdfium2

_WRONG_PASSWORD = 4
_HYPHEN = 2
"""How PDFium names a hyphen at the end of a line."""
_STRONG_FONT = re.compile(r"bold|black|heavy|semibold|demi|simhei|heiti|黑体", re.IGNORECASE)
_STRONG_WEIGHT = 600
_MOST_NAMELESS = 0.1
_NAME_LENGTH: Final = 128

# Fonts for Chinese draw a radical and the character of the same shape with one glyph, and PDF writers
# often name it as the radical. Those of the Kangxi block fold by NFKC; those of the supplement have
# no folding, so their characters stand here (Unicode's EquivalentUnifiedIdeograph).
_RADICALS = str.maketrans(
    "⺁⺄⺇⺈⺊⺌⺍⺎⺗⺝⺟⺠⺡⺢⺣⺤⺥⺨⺩⺪⺫⺭⺮⺯⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乙𠘨刀卜小小兀心月母民水氺火爪爫犬王疋目示竹糹网网罒网羊羊羊芈老聿聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食飠食飠饣马骨鬼鱼鸟卤麦黄黾齊齐歯齿竜龙亀龜龟",
)


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    """Read a PDF; `encoding` is not asked.

    Raises:
        InputError: it is broken or encrypted, or its fonts do not tell what they draw.
        MissingExtraError: the PDF library is not installed.
    """
    del encoding
    pages = [lay_lines(glyphs, height) for glyphs, height in _pages(data, path)]
    _refuse_nameless(pages, path)
    transcript = Transcript()
    _write(arrange(pages), transcript)
    return transcript.source(path, data, "pdf")


def _refuse_nameless(pages: list[PageLines], path: str) -> None:
    chars = Counter(char for page in pages for line in page.lines for char in line.text)
    nameless = sum(n for c, n in chars.items() if c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
    if nameless > _MOST_NAMELESS * sum(chars.values()):
        raise InputError(
            f"{path}: its fonts do not say which characters they draw; run text recognition on it"
        )


# ---- the characters ---------------------------------------------------------


def _pages(data: bytes, path: str) -> Iterator[tuple[list[Glyph], float]]:
    """The glyphs of each page in the order of the file, and the height of the page."""
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError(
            'PDF files are read with pypdfium2: pip install "quizgen[pdf]"'
        ) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == _WRONG_PASSWORD:
            raise InputError(f"{path} is encrypted; save it without a password") from None
        raise InputError(f"{path} is a broken PDF; open and save it again") from None
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage()
            except pypdfium2.PdfiumError:
                raise InputError(f"{path}: page {number + 1} is broken") from None
            yield _upright(page, text)
            text.close()
            page.close()
    finally:
        document.close()


def _upright(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> tuple[list[Glyph], float]:
    """The glyphs of a page, turned as most of them stand; others (watermarks) are left out."""
    turned: dict[int, list[Glyph]] = {}
    for turn, glyph in _glyphs(text):
        turned.setdefault(turn, []).append(glyph)
    width, height = page.get_size()
    if not turned:
        return [], height
    turn, glyphs = max(turned.items(), key=lambda pair: len(pair[1]))
    return glyphs, width if turn in (1, 3) else height


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, Glyph]]:
    import pypdfium2.raw as pdfium

    raw = text.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    fonts: dict[int, tuple[int, float, bool]] = {}
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        is_generated = pdfium.FPDFText_IsGenerated(raw, index) == 1
        if code == 0x20:
            char = GENERATED_SPACE if is_generated else " "
        elif code == _HYPHEN or pdfium.FPDFText_IsHyphen(raw, index) == 1:
            char = "-"
        elif code < 0x20 or is_generated:
            continue
        else:
            char = _named(code)
        handle = pdfium.FPDFText_GetTextObject(raw, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if key not in fonts:
            fonts[key] = _font(raw, index, pdfium)
        turn, size, strong = fonts[key]
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        left, right, base = box.left, box.right, y.value
        if turn == 1:
            left, right, base = box.bottom, box.top, -x.value
        elif turn == 2:
            left, right, base = -box.right, -box.left, -y.value
        elif turn == 3:
            left, right, base = -box.top, -box.bottom, x.value
        yield turn, Glyph(char, left, right, base, size, strong)


def _font(raw: Any, index: int, pdfium: Any) -> tuple[int, float, bool]:
    """Of the text object that a character belongs to: quarter turns, size in points, boldness."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    size = pdfium.FPDFText_GetFontSize(raw, index)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    if abs(matrix.a) >= abs(matrix.b):
        turn = 0 if matrix.a >= 0 else 2
    else:
        turn = 1 if matrix.b > 0 else 3
    slanted = min(abs(matrix.a), abs(matrix.b)) > 0.1 * max(abs(matrix.a), abs(matrix.b))
    name = ctypes.create_string_buffer(_NAME_LENGTH)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, _NAME_LENGTH, flags)
    font = name.value.decode("utf-8", "replace")
    strong = pdfium.FPDFText_GetFontWeight(raw, index) >= _STRONG_WEIGHT
    strong = strong or bool(_STRONG_FONT.search(font))
    return (4 if slanted else turn), size * scale, strong


def _named(code: int) -> str:
    """The character that a reader sees: no radicals for characters, no ligatures."""
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    char = chr(code)
    if "\u2e80" <= char < "\u2fe0" or "\uf900" <= char < "\ufb07":
        char = char.translate(_RADICALS) if char < "\u2f00" else unicodedata.normalize("NFKC", char)
    return char


# ---- the text -----------------------------------------------------------------


def _write(blocks: list[Block], transcript: Transcript) -> None:
    page = page_start = 0
    start = -1
    for k, block in enumerate(blocks):
        if block.page != page:
            transcript.mark("page", page_start, transcript.at, page)
            page, page_start = block.page, transcript.at
        if not block.goes_on:
            start = transcript.at
        begin = transcript.at
        for line in block.lines:
            at = transcript.at
            for text, strong, is_formula in line.pieces:
                here = transcript.at
                transcript.write(text)
                if strong and block.kind == "block" and not line.strong:
                    transcript.mark("emphasis", here, transcript.at)
                if is_formula:
                    transcript.mark("formula", here, transcript.at)
            for column, (low, high) in enumerate(line.cells, 1):
                transcript.mark("table-cell", at + low, at + high, column)
            transcript.end_line()
        end = max(begin, transcript.at - 1)
        if block.kind in ("furniture", "table-row"):
            transcript.mark(block.kind, begin, end, block.level)
        elif not _continues(blocks, k):
            transcript.mark(block.kind, start, end, block.level)
    transcript.mark("page", page_start, transcript.at, page)


def _continues(blocks: list[Block], k: int) -> bool:
    """Whether the next block that is no furniture goes on with this one."""
    for following in blocks[k + 1 :]:
        if following.kind != "furniture":
            return following.goes_on
    return False
