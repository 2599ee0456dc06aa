"""What all tests share."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
SEEDS = sorted(path for path in (ROOT / "seeds").iterdir() if path.suffix in (".txt", ".md"))

settings.register_profile(
    "quizgen", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("quizgen")


@cache
def lacking(marker: str) -> str:
    """What is missing for tests with this marker, or nothing."""
    if marker == "anki":
        return "" if importlib.util.find_spec("anki") else "the anki package is not installed"
    if marker == "office":
        return "" if shutil.which("soffice") else "LibreOffice is not installed"
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return "Chromium is not installed"
    if not shutil.which("pdftotext"):
        return "poppler (pdftotext, pdfinfo) is not installed"
    fonts = subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    )
    return "" if fonts.stdout.strip() else "no Chinese font is installed"


def optional(name: str) -> ModuleType:
    """A module that a machine may lack, and then the test is skipped; in CI that is a failure."""
    if os.environ.get("CI"):
        return importlib.import_module(name)
    found: ModuleType = pytest.importorskip(name)
    return found


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what cannot run here; in CI that is a failure."""
    for marker in ("anki", "browser", "office"):
        if item.get_closest_marker(marker) and (reason := lacking(marker)):
            if os.environ.get("CI"):
                pytest.fail(f"{reason}, and in CI nothing may be skipped")
            pytest.skip(reason)


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> Path:
    """Each of our own study texts."""
    path: Path = request.param
    return path
