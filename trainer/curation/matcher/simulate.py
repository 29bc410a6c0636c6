"""Spoils known figures the way a detector and a splitter do.

    .venv/bin/python trainer/curation/matcher/simulate.py [--repeats 12] [--mode mixed]

Reads figures.jsonl of `figures.py`, writes simulated-MODE.jsonl: the matcher's input as it would
arrive, and for each panel the words that are right (`truth`, null where the box is no real panel).
Modes: `clean` (gold boxes and split, letters read as printed), `hidden` (no letter was read),
`panels` (only the detector errs), `split` (only the splitter errs), `mixed` (all at once, the mode
for fitting). Rates are stated below; they follow what `observe.ts` showed of the first
shipped stages. Folds are made of whole articles.
"""

import argparse
import hashlib
import json
import random
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("--work", type=Path, default=Path(".training/matcher"))
parser.add_argument("--repeats", type=int, default=12)
parser.add_argument("--mode", choices=["clean", "hidden", "panels", "split", "mixed"], default="mixed")
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()

FOLDS = 5
LETTERLESS = 0.25  # figures of which no letter is read
MISSED, WRONG = 0.25, 0.05  # letters not read, letters misread
FALSE_LETTER = 0.03  # letters read on a letter's further pictures
LOST, EXTRA, HALVED, MERGED = 0.04, 0.05, 0.03, 0.03  # panels, each
KIND_WRONG = 0.08
UNSPLIT, LOST_LABEL, FALSE_LABEL, JOINED, SHIFTED = 0.06, 0.06, 0.04, 0.04, 0.06  # captions, each
KINDS = ["histology", "other_micro", "photo", "chart", "diagram", "other"]

figures = [json.loads(line) for line in open(args.work / "figures.jsonl", encoding="utf8")]
spoil_panels = args.mode in ("panels", "mixed")
spoil_split = args.mode in ("split", "mixed")


def iou(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return w * h / (a[2] * a[3] + b[2] * b[3] - w * h) if w > 0 and h > 0 else 0.0


def union(a, b):
    x, y = min(a[0], b[0]), min(a[1], b[1])
    return [x, y, max(a[0] + a[2], b[0] + b[2]) - x, max(a[1] + a[3], b[1] + b[3]) - y]


def detect(figure, rng):
    """Boxes, kinds and letters as a detector would give them."""
    letterless = args.mode == "hidden" or (spoil_panels and rng.random() < LETTERLESS)
    names = sorted({p["label"] for p in figure["panels"]} - {None})
    seen, panels = set(), []
    for panel in figure["panels"]:
        box, label = list(panel["bbox"]), panel["label"]
        first = label is not None and label not in seen
        seen.add(label)
        read, sure = (label, rng.betavariate(12, 1)) if first and not letterless else (None, 0.0)
        if spoil_panels:
            if read and rng.random() < MISSED:
                read, sure = None, 0.0
            elif read and rng.random() < WRONG:
                at = names.index(label)
                near = [names[i] for i in (at - 1, at + 1) if 0 <= i < len(names)]
                read = rng.choice(near + [rng.choice("ABCDEFGHIabcdl1")])
                sure = rng.betavariate(4, 2)
            elif read is None and not first and rng.random() < FALSE_LETTER:
                read, sure = rng.choice("ABCDEFabcdeil"), rng.betavariate(4, 2)
            if rng.random() < LOST:
                continue
            box = [v + rng.gauss(0, 0.01) * box[2 + i % 2] for i, v in enumerate(box)]
        kind, stain = panel["kind"], panel["stain"]
        if spoil_panels and rng.random() < KIND_WRONG:
            kind = rng.choice(KINDS)
        if kind == "histology" and stain is None:
            stain = "unspecified"
        if spoil_panels and rng.random() < 0.1 and stain:
            stain = rng.choice(["H&E", "IHC", "special"])
        pieces = [box]
        if spoil_panels and rng.random() < HALVED:
            x, y, w, h = box
            pieces = [[x, y, w / 2, h], [x + w / 2, y, w / 2, h]] if w > h else [[x, y, w, h / 2], [x, y + h / 2, w, h / 2]]
        for at, piece in enumerate(pieces):
            panels.append(
                {
                    "bbox": [round(v) for v in piece],
                    "kind": kind,
                    "stain": stain if kind == "histology" else None,
                    "score": 0.9,
                    "label": read if at == 0 else None,
                    "label_score": sure if at == 0 else 0.0,
                }
            )
    if spoil_panels and len(panels) > 1 and rng.random() < MERGED * len(panels):
        at = rng.randrange(len(panels) - 1)
        a, b = panels[at], panels[at + 1]
        panels[at : at + 2] = [{**a, "bbox": union(a["bbox"], b["bbox"]), "label": a["label"] or b["label"]}]
    if spoil_panels and rng.random() < EXTRA * len(figure["panels"]):
        w, h = figure["width"] * rng.uniform(0.05, 0.4), figure["height"] * rng.uniform(0.05, 0.4)
        box = [rng.uniform(0, figure["width"] - w), rng.uniform(0, figure["height"] - h), w, h]
        extra = {"bbox": [round(v) for v in box], "kind": rng.choice(KINDS), "stain": None, "score": 0.6, "label": None, "label_score": 0.0}
        panels.insert(rng.randrange(len(panels) + 1), extra)
    return panels


def split_caption(figure, rng):
    """Sub-captions as a splitter would give them."""
    parts = [dict(part) for part in figure["split"]["panels"]]
    if not spoil_split or not figure["split"]["multi"]:
        return {"multi": figure["split"]["multi"], "panels": parts}
    if rng.random() < UNSPLIT:
        return {"multi": False, "panels": []}
    if len(parts) > 2 and rng.random() < LOST_LABEL:
        at = rng.randrange(len(parts))
        lost = parts.pop(at)
        into = parts[max(0, at - 1)]
        into["subcaption"] += " " + lost["subcaption"]
        into["full"] += " " + lost["subcaption"]
    if len(parts) > 2 and rng.random() < JOINED:
        at = rng.randrange(len(parts) - 1)
        a, b = parts[at : at + 2]
        text = a["subcaption"] + " " + b["subcaption"]
        parts[at : at + 2] = [{**a, "labels": a["labels"] + b["labels"], "subcaption": text, "full": text}]
    if rng.random() < FALSE_LABEL:
        part = rng.choice(parts)
        words = part["full"].split()
        after = chr(min(ord("y"), max(ord(l[0]) for p in parts for l in p["labels"])) + 1)
        parts.append({"labels": [after], "subcaption": " ".join(words[-6:]), "full": " ".join(words[-6:]), "spans": []})
    if rng.random() < SHIFTED and len(parts) > 1:
        # Label-last read as label-first: every text moves by one.
        texts = [(p["subcaption"], p["full"]) for p in parts]
        for part, (sub, full) in zip(parts, texts[1:] + texts[:1]):
            part["subcaption"], part["full"] = sub, full
    return {"multi": len(parts) > 1, "panels": parts}


out = []
for figure in figures:
    fold = int(hashlib.sha256(figure["group"].encode()).hexdigest(), 16) % FOLDS
    words = {label.lower(): part["full"] for part in figure["split"]["panels"] for label in part["labels"]}
    for repeat in range(1 if args.mode in ("clean", "hidden") else args.repeats):
        rng = random.Random(f"{args.seed}:{figure['file']}:{repeat}")
        panels = detect(figure, rng)
        truth = []
        for panel in panels:
            best = max(figure["panels"], key=lambda gold: iou(gold["bbox"], panel["bbox"]))
            if iou(best["bbox"], panel["bbox"]) < 0.5:
                truth.append(None)
            elif figure["split"]["multi"]:
                text = words.get((best["label"] or "").lower())
                truth.append(text and {"text": text, "kind": best["kind"], "label": best["label"]})
            else:
                truth.append({"text": figure["caption"], "kind": best["kind"], "label": None})
        out.append(
            {
                **{key: figure[key] for key in ("file", "group", "width", "height", "caption", "source")},
                "fold": fold,
                "panels": panels,
                "split": split_caption(figure, rng),
                "truth": truth,
                "multi": figure["split"]["multi"],
            }
        )

path = args.work / f"simulated-{args.mode}.jsonl"
with open(path, "w", encoding="utf8") as file:
    for record in out:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
print(f"{path}: {len(out)} figures, {sum(len(r['panels']) for r in out)} panels")
