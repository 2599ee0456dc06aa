"""Fit the trees of `quizgen.ranking` to blanks that people made.

    python scripts/fit_ranking.py QUESTIONS.jsonl [--folds 5] [--write]

A line is {"type", "text", "spans": [[start, end], …]}. Needs lightgbm and numpy. Prints the
share of sentences whose first choice is exactly a chosen span (hit@1) or overlaps one by half
(over@1), on folds that were not fitted on; --write then fits on everything and writes the weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from quizgen.language import Language
from quizgen.ranking import FEATURES, candidates

OUT = Path(__file__).parent.parent / "src" / "quizgen" / "ranking_weights.json"
ROUNDS, LEAVES, RATE = 110, 24, 0.1
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
        gold = [bare(text, *span) for span in entry["spans"]]
        best = [max(iou(span, g) for g in gold) for span in spans]
        label = [
            4 if value == 1 else 2 if value >= 0.5 else 1 if value > 0 else 0 for value in best
        ]
        rows.append({"type": entry["type"], "x": features, "y": label, "best": best})
    return rows


def fit(rows: list[dict[str, Any]], seed: int = 7) -> lightgbm.Booster:
    rows = [row for row in rows if row["x"]]
    data = lightgbm.Dataset(
        np.array([x for row in rows for x in row["x"]], dtype=float),
        np.array([y for row in rows for y in row["y"]]),
        group=[len(row["x"]) for row in rows],
        weight=np.array([2.0 if row["type"] == "blank" else 1.0 for row in rows for _ in row["x"]]),
    )
    options = {
        "objective": "lambdarank",
        "lambdarank_truncation_level": 6,
        "label_gain": [0, 1, 3, 5, 10],
        "num_leaves": LEAVES,
        "learning_rate": RATE,
        "min_data_in_leaf": 60,
        "feature_fraction": 0.8,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "seed": seed,
        "deterministic": True,
        "num_threads": 2,
        "verbose": -1,
    }
    return lightgbm.train(options, data, num_boost_round=ROUNDS)


def measure(model: lightgbm.Booster, rows: list[dict[str, Any]]) -> list[tuple[str, bool, bool]]:
    found = []
    for row in rows:
        if not row["x"]:
            found.append((row["type"], False, False))
            continue
        scores = model.predict(np.array(row["x"], dtype=float))
        top = row["best"][int(np.argmax(scores))]
        found.append((row["type"], top == 1, top >= 0.5))
    return found


def compact(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    return [
        node["split_feature"],
        round(node["threshold"], 4),
        compact(node["left_child"]),
        compact(node["right_child"]),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = load(options.questions)
    found: list[tuple[str, bool, bool]] = []
    for fold in range(options.folds):
        kept = [row for n, row in enumerate(rows) if n % options.folds != fold]
        found += measure(fit(kept), rows[fold :: options.folds])
    figures = {}
    for kind in ("blank", "choice"):
        chosen = [entry for entry in found if entry[0] == kind]
        hit = sum(entry[1] for entry in chosen) / max(1, len(chosen))
        over = sum(entry[2] for entry in chosen) / max(1, len(chosen))
        figures[kind] = {"sentences": len(chosen), "hit@1": round(hit, 4), "over@1": round(over, 4)}
        print(f"{kind}: {len(chosen)} sentences, hit@1 {hit:.1%}, over@1 {over:.1%}")
    if options.write:
        trees = [compact(tree["tree_structure"]) for tree in fit(rows).dump_model()["tree_info"]]
        OUT.write_text(
            json.dumps(
                {
                    "about": f"Trees fitted by scripts/fit_ranking.py on {len(rows)} sentences "
                    "with blanks made by people; the sentences are not part of the project.",
                    "held_back": figures,
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
