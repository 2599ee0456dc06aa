"""Zip containers (docx, epub), opened with care: no part is trusted in name or in size."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from quizgen.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_PART: Final = 64 * 2**20
"""Bytes, unpacked. A novel of a million characters is 3 MB; a bomb is gigabytes."""
LARGEST_WHOLE: Final = 256 * 2**20


class Archive:
    """The parts of a zip container, by name. Nothing is ever unpacked onto the disk."""

    def __init__(self, data: bytes, path: str) -> None:
        """Open the container.

        Raises:
            InputError: it is broken.
        """
        self.path = path
        self._left = LARGEST_WHOLE
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise InputError(f"{path} is a broken container; open and save it again") from None
        self._names = {info.filename: info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            InputError: the part is missing, encrypted, broken or too large.
        """
        info = self._names.get(name)
        if info is None:
            raise InputError(f"{self.path} lacks its part {name!r}; is it whole?")
        if info.flag_bits & 1:
            raise InputError(f"{self.path} is encrypted; save it without a password")
        most = min(LARGEST_PART, self._left)
        try:
            with self._zip.open(info) as part:
                # The size that the container states may be a lie: count what comes out.
                data = part.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise InputError(f"{self.path}: its part {name!r} is broken") from None
        if len(data) > most:
            raise InputError(
                f"{self.path}: its part {name!r} unpacks to more than {most // 2**20} MB; "
                "no study text is that large"
            )
        self._left -= len(data)
        return data

    def read_xml(self, name: str) -> Element:
        """The root element of a part.

        Raises:
            InputError: as `read`; or it is not XML, or defines entities.
        """
        from xml.etree.ElementTree import ParseError

        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        try:
            root: Element = fromstring(self.read(name))
        except DefusedXmlException:
            raise InputError(
                f"{self.path}: its part {name!r} defines XML entities; they are not read"
            ) from None
        except (ParseError, ValueError, LookupError) as error:
            raise InputError(f"{self.path}: its part {name!r} is not XML: {error}") from None
        return root


def target(base: str, reference: str) -> str:
    """The name of the part that `reference`, written in the part `base`, leads to.

    A reference out of the container leads to a name that no part has.
    """
    name = unquote(reference.partition("#")[0].replace("\\", "/"))
    if name.startswith("/"):
        return posixpath.normpath(name.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), name))


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """The attribute of this local name, in whichever namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return default
