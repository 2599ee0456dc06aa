"""EPUB books: the pages of the spine, in its order, each read as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizgen.errors import InputError, MissingExtraError
from quizgen.model import Source
from quizgen.reading import html
from quizgen.reading.archive import Archive, attribute, local_name, target
from quizgen.reading.transcript import Transcript

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# Fonts are scrambled by these, the text is not.
_FONT_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    """Read a book; `encoding` is not asked, each page states its own.

    Raises:
        InputError: it is broken, protected, or no book.
        MissingExtraError: the parsers are not installed.
    """
    del encoding
    try:
        import defusedxml  # noqa: F401
    except ImportError:
        raise MissingExtraError(
            'EPUB is read with defusedxml: pip install "quizgen[epub]"'
        ) from None
    archive = Archive(data, path)
    _refuse_protected(archive)
    package = _package(archive)
    transcript = Transcript()
    for name, is_contents in _spine(archive.read_xml(package), package):
        # A book lists pages that it lacks more often than one would think.
        if name not in archive:
            continue
        _, text = html.decode(archive.read(name), f"{path} ({name})")
        start = transcript.at
        html.write_page(text, transcript)
        transcript.end_line()
        if is_contents:
            transcript.mark("furniture", start, transcript.at)
    return transcript.source(path, data, "epub")


def _refuse_protected(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    for element in archive.read_xml(_ENCRYPTION).iter():
        algorithm = attribute(element, "Algorithm")
        if local_name(element) == "EncryptionMethod" and algorithm not in _FONT_ONLY:
            raise InputError(
                f"{archive.path} is protected against copying; its text cannot be read"
            )


def _package(archive: Archive) -> str:
    for element in archive.read_xml(_CONTAINER).iter():
        if local_name(element) == "rootfile":
            return target("", attribute(element, "full-path"))
    raise InputError(f"{archive.path} is no book: its container names no package")


def _spine(package: Element, name: str) -> list[tuple[str, bool]]:
    """The pages in reading order, each with whether it is the table of contents."""
    pages: dict[str, tuple[str, bool]] = {}
    for item in package.iter():
        if local_name(item) == "item" and attribute(item, "media-type") in _PAGES:
            is_contents = "nav" in attribute(item, "properties").split()
            pages[attribute(item, "id")] = (target(name, attribute(item, "href")), is_contents)
    order = [attribute(ref, "idref") for ref in package.iter() if local_name(ref) == "itemref"]
    return [pages[ref] for ref in dict.fromkeys(order) if ref in pages]
