"""Makes documents in the formats that people have, for the tests of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip container of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def raw_docx(body: str, **parts: str) -> bytes:
    """A Word file with this body, in XML with the prefix w; other parts by name."""
    kinds = "".join(
        f'<Relationship Id="r{k}" Type="http://x/{name}" Target="{name}.xml"/>'
        for k, name in enumerate(parts)
    )
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {
            "word/document.xml": document,
            "word/_rels/document.xml.rels": f"<Relationships>{kinds}</Relationships>",
        }
        | {f"word/{name}.xml": content for name, content in parts.items()}
    )


def epub(pages: Mapping[str, str], package: str = "OEBPS/content.opf", **more: str) -> bytes:
    """A book of these pages, in their order."""
    items = "".join(
        f'<item id="i{k}" href="{name}" media-type="application/xhtml+xml"/>'
        for k, name in enumerate(pages)
    )
    order = "".join(f'<itemref idref="i{k}"/>' for k in range(len(pages)))
    folder = package.rpartition("/")[0]
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": f'<c><rootfile full-path="{package}"/></c>',
            package: f"<package><manifest>{items}</manifest><spine>{order}</spine></package>",
        }
        | {f"{folder}/{name}": content for name, content in pages.items()}
        | more
    )
