"""Regular expressions that are compiled when they are first used.

The rules hold hundreds of them, and compiling all takes as long as reading a page; a command uses
a part of them.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later: a mistake in `source` is raised at the first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile; from then on the methods are found at once."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
