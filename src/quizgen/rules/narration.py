"""Whether a text tells a story. Stories hold lists and equations that nobody studies."""

from __future__ import annotations

from quizgen.patterns import pattern
from quizgen.rules.base import Passage

_PERSON = pattern("(?<![其无無])[他她](?!们|們)|(?<!自)我(?![国國们們省市县縣党黨院校军軍])")
_ASPECT = pattern("[了着著](?!力|手|眼|重|作|名|解)")
_SPEECH = pattern("[说道问问喊叫答說問]道?[，：:。]?[“「]|[”」][^。”」\\n]{0,8}[说道问喊答說問]")


def is_narration(passage: Passage) -> bool:
    """Whether persons, 了 and speech stand as thick in the article as in a story."""
    said = passage.text[passage.span.start : passage.span.end]
    if len(said) < 80:
        return False
    hundreds = len(said) / 100
    persons = len(_PERSON.findall(said)) / hundreds
    aspects = len(_ASPECT.findall(said)) / hundreds
    speech = len(_SPEECH.findall(said)) / hundreds
    return (persons >= 0.6 and aspects >= 1.0) or (speech >= 0.3 and persons + aspects >= 1.0)
