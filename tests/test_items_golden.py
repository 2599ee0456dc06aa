"""The items of the seeds are those that were last read and found good."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


def _script() -> ModuleType:
    path = ROOT / "scripts" / "items_of_seeds.py"
    spec = importlib.util.spec_from_file_location("items_of_seeds", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@pytest.mark.parametrize("seed", SCRIPT.seeds(), ids=lambda seed: str(seed.name))
def test_items_are_those_that_were_read(seed: Path) -> None:
    kept = SCRIPT.golden(seed).read_text(encoding="utf-8")
    assert SCRIPT.listing(seed) == kept, (
        "the items of a seed changed: run `make golden` and read the difference before committing it"
    )
