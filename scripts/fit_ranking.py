"""Fit the trees of `quizgen.ranking` to blanks that people made.

    python scripts/fit_ranking.py QUESTIONS.jsonl [--folds 5] [--write]

A line is {"type", "text", "spans": [[start, end], …]}, and may have "alts": other lists of spans for
the same sentence. Needs lightgbm and numpy. Two sets of trees are added up: one puts the candidates
of a sentence in order (lambdarank), the other tells whether a candidate overlaps a chosen span by
half; their weights were chosen on the folds. Prints the share of sentences whose first choice is
exactly a chosen span (hit@1) or overlaps one by half (over@1), on folds that were not fitted on.
Sentences that share twelve characters in a row are kept in one fold. --write then fits on everything
and writes the weights.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from quizgen.language import Language
from quizgen.ranking import FEATURES, candidates

OUT = Path(__file__).parent.parent / "src" / "quizgen" / "ranking_weights.json"
ROUNDS, LEAVES, RATE = {"rank": 150, "overlap": 110}, 24, 0.09
OVERLAP_WEIGHT = 0.6
KEPT = {"blank": 0.4, "choice": 0.15}
"""So many of the candidates that touch no chosen span are fitted on: they are nine in ten."""
SHINGLE = 12
ALONE = FEATURES.index("asked_alone")
PUNCTUATION = "“”‘’《》，。、；：（）！？ "


def iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in PUNCTUATION:
        start += 1
    while end > start and text[end - 1] in PUNCTUATION:
        end -= 1
    return start, end


def load(path: Path) -> list[dict[str, Any]]:
    language = Language()
    rows = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        entry = json.loads(line)
        text = entry["text"]
        spans, features = candidates(text, language)
        chosen = [span for spans in (entry["spans"], *entry.get("alts", ())) for span in spans]
        gold = [bare(text, *span) for span in chosen]
        x = np.array(features, dtype=np.float32).reshape(len(spans), len(FEATURES))
        x[:, ALONE] = entry["type"] == "blank"
        best = np.array([max(iou(span, g) for g in gold) for span in spans])
        rows.append({"type": entry["type"], "text": text, "x": x, "best": best})
    return rows


def folds_of(texts: Sequence[str], folds: int) -> list[int]:
    """The fold of each text; texts with a run of characters in common share one."""
    root = list(range(len(texts)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    seen: dict[str, int] = {}
    for number, text in enumerate(texts):
        for at in range(max(1, len(text) - SHINGLE + 1)):
            other = seen.setdefault(text[at : at + SHINGLE], number)
            root[find(number)] = find(other)
    groups = sorted({find(number) for number in range(len(texts))})
    random.Random(3).shuffle(groups)
    fold = {group: place % folds for place, group in enumerate(groups)}
    return [fold[find(number)] for number in range(len(texts))]


def fit(rows: list[dict[str, Any]], seed: int = 7) -> list[tuple[lightgbm.Booster, float]]:
    """The boosters, each with its weight."""
    draw = np.random.RandomState(seed)
    rows = [row for row in rows if len(row["x"])]
    kept = [(row["best"] > 0) | (draw.rand(len(row["best"])) < KEPT[row["type"]]) for row in rows]
    x = np.vstack([row["x"][keep] for row, keep in zip(rows, kept, strict=True)])
    best = np.concatenate([row["best"][keep] for row, keep in zip(rows, kept, strict=True)])
    weight = np.where(x[:, ALONE] == 1, 2.0, 1.0)
    common = {
        "num_leaves": LEAVES,
        "learning_rate": RATE,
        "min_data_in_leaf": 60,
        "feature_fraction": 0.6,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "max_bin": 127,
        "seed": seed,
        "deterministic": True,
        "num_threads": 2,
        "verbose": -1,
    }
    grades = np.where(best == 1, 4, np.where(best >= 0.5, 2, np.where(best > 0, 1, 0)))
    ranking = lightgbm.train(
        {
            **common,
            "objective": "lambdarank",
            "lambdarank_truncation_level": 6,
            "label_gain": [0, 1, 3, 5, 10],
        },
        lightgbm.Dataset(x, grades, group=[int(keep.sum()) for keep in kept], weight=weight),
        num_boost_round=ROUNDS["rank"],
    )
    overlapping = lightgbm.train(
        {**common, "objective": "binary"},
        lightgbm.Dataset(x, best >= 0.5, weight=weight),
        num_boost_round=ROUNDS["overlap"],
    )
    return [(ranking, 1.0), (overlapping, OVERLAP_WEIGHT)]


def measure(
    models: list[tuple[lightgbm.Booster, float]], rows: list[dict[str, Any]]
) -> Iterator[tuple[str, bool, bool]]:
    for row in rows:
        if not len(row["x"]):
            yield row["type"], False, False
            continue
        x = row["x"].copy()
        x[:, ALONE] = 1  # what the product asks for
        scores = sum(weight * model.predict(x, raw_score=True) for model, weight in models)
        top = row["best"][int(np.argmax(scores))]
        yield row["type"], top == 1, top >= 0.5


def compact(node: dict[str, Any], weight: float) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"] * weight, 3)
    return [
        node["split_feature"],
        round(node["threshold"], 3),
        compact(node["left_child"], weight),
        compact(node["right_child"], weight),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = load(options.questions)
    found: list[tuple[str, bool, bool]] = []
    folds = folds_of([row["text"] for row in rows], options.folds)
    for fold in range(options.folds):
        kept = [row for row, own in zip(rows, folds, strict=True) if own != fold]
        found += measure(
            fit(kept), [row for row, own in zip(rows, folds, strict=True) if own == fold]
        )
    figures = {}
    for kind in ("blank", "choice"):
        chosen = [entry for entry in found if entry[0] == kind]
        hit = sum(entry[1] for entry in chosen) / max(1, len(chosen))
        over = sum(entry[2] for entry in chosen) / max(1, len(chosen))
        figures[kind] = {"sentences": len(chosen), "hit@1": round(hit, 4), "over@1": round(over, 4)}
        print(f"{kind}: {len(chosen)} sentences, hit@1 {hit:.1%}, over@1 {over:.1%}")
    if options.write:
        trees = [
            compact(tree["tree_structure"], weight)
            for model, weight in fit(rows)
            for tree in model.dump_model()["tree_info"]
        ]
        OUT.write_text(
            json.dumps(
                {
                    "about": f"Trees fitted by scripts/fit_ranking.py on {len(rows)} sentences "
                    "with blanks made by people; the sentences are not part of the project.",
                    "cross_validated": figures,
                    "features": FEATURES,
                    "trees": trees,
                },
                separators=(",", ":"),
            )
            + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
