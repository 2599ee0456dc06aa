"""The rules, in order of precedence."""

from __future__ import annotations

from quizgen.rules import (
    definition_aim,
    definition_alias,
    definition_feature,
    definition_gloss,
    definition_heading,
    definition_relation,
    definition_role,
    definition_run_in,
    definition_shi_zhi,
    definition_verb,
    definition_zhi,
    enumeration_choice,
    enumeration_clauses,
    enumeration_commas,
    enumeration_count,
    enumeration_dunhao,
    enumeration_heads,
    enumeration_items,
    enumeration_measures,
    enumeration_ordinal,
    enumeration_pair,
    enumeration_quoted,
    enumeration_sentences,
    enumeration_timeline,
    key_phrase_named,
    key_phrase_number,
    key_phrase_quoted,
    key_phrase_slogan,
)
from quizgen.rules.base import Rule

RULES: tuple[Rule, ...] = (
    # enumerations
    enumeration_ordinal.RULE,
    enumeration_items.RULE,
    enumeration_count.RULE,
    enumeration_timeline.RULE,
    enumeration_heads.RULE,
    enumeration_sentences.RULE,
    enumeration_quoted.RULE,
    enumeration_commas.RULE,
    enumeration_pair.RULE,
    enumeration_measures.RULE,
    enumeration_choice.RULE,
    enumeration_clauses.RULE,
    enumeration_dunhao.RULE,
    # definitions
    definition_shi_zhi.RULE,
    definition_zhi.RULE,
    definition_aim.RULE,
    definition_gloss.RULE,
    definition_heading.RULE,
    definition_run_in.RULE,
    definition_alias.RULE,
    definition_role.RULE,
    definition_feature.RULE,
    definition_relation.RULE,
    definition_verb.RULE,
    # key phrases
    key_phrase_quoted.RULE,
    key_phrase_slogan.RULE,
    key_phrase_named.RULE,
    key_phrase_number.RULE,
)
