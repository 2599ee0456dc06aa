"""Several processes give what one gives; what fails is told in its place and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.errors import InputError, QuizgenError
from quizgen.language import Language
from quizgen.parallel import Failure, study_all
from quizgen.pipeline import Reading
from tests.conftest import SEEDS


@pytest.fixture(scope="module")
def language() -> Language:
    return Language()


def test_two_processes_give_what_one_gives(language: Language) -> None:
    paths = [str(path) for path in SEEDS] * 3
    alone = list(study_all(paths, language))
    together = list(study_all(paths, language, jobs=2))
    assert together == alone
    assert all(isinstance(reading, Reading) for reading in alone)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failing_file_stops_no_other(language: Language, tmp_path: Path, jobs: int) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x00\x01\x02" * 400)
    gone = str(tmp_path / "gone.txt")
    found = list(study_all([str(SEEDS[0]), str(broken), gone, str(SEEDS[1])], language, jobs=jobs))
    assert [isinstance(one, Failure) for one in found] == [False, True, True, False]
    assert isinstance(found[1], Failure)
    assert isinstance(found[1].error, InputError)
    assert "broken.txt" in str(found[1].error)


def test_user_words_reach_every_process(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("云镜河长制 900 n\n", encoding="utf-8")
    text = tmp_path / "text.txt"
    text.write_text("云镜河长制是指由乡镇干部担任河流负责人的制度。\n" * 3, encoding="utf-8")
    language = Language(words=[words])
    paths = [str(text), str(text)]
    assert list(study_all(paths, language, words=[words], jobs=2)) == list(
        study_all(paths, language)
    )


def test_stopping_early_leaves_no_process_waiting(language: Language) -> None:
    results = study_all([str(path) for path in SEEDS] * 20, language, jobs=2)
    assert isinstance(next(results), Reading)
    results.close()  # type: ignore[attr-defined]


def test_standard_input_is_not_shared(language: Language) -> None:
    with pytest.raises(QuizgenError, match="standard input"):
        list(study_all(["-", str(SEEDS[0])], language, jobs=2))
