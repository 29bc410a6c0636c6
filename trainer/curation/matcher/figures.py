"""Figures with known panels, letters and sub-captions, in the shape the matcher takes.

    .venv/bin/python trainer/curation/matcher/figures.py [--data ../shared/data] [--out .training/matcher]

Reads gold-e2e (caption parts by hand) and gold-panels (boxes and letters by hand; the caption is
cut by `cut`, and only figures whose letters all come out are kept). Writes figures.jsonl, one
figure a line: {file, group, width, height, caption, source, panels, split}; `panels` carry the true
letter, `group` is the article, by which everything later is split.
"""

import argparse
import json
import re
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default=Path("../shared/data"))
parser.add_argument("--out", type=Path, default=Path(".training/matcher"))
args = parser.parse_args()

KIND = {"he": "histology", "ihc": "histology", "special": "histology", "cytology": "other_micro"}
STAIN = {"he": "H&E", "ihc": "IHC", "special": "special"}


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line]


def cut(caption, letters):
    """Sub-captions of a caption that names every letter once, in brackets or bare before a text.

    Each word between two markers belongs to the marker before it, or to the one after it when
    the markers close their sentences. Returns None when the letters do not come out in order.
    """
    letters = sorted(letters)
    case = str.upper if letters[0].isupper() else str.lower
    for pattern in (r"\(\s*{}\s*\)", r"(?<![\w(]){}\s*[:.)]\s", r"(?<![\w(]){}\s+(?=[A-Z])"):
        found = []
        for letter in letters:
            hits = [m for m in re.finditer(pattern.format(case(letter)), caption)]
            hits = [m for m in hits if not found or m.start() >= found[-1].end()]
            if not hits:
                break
            found.append(hits[0])
        if len(found) == len(letters):
            break
    else:
        return None
    first = found[0].start()
    last_style = first > 0 and caption[found[-1].end() :].strip(" .;,") == ""
    marks = [m.span() for m in found]
    if last_style:
        edges = [0] + [end for _, end in marks]
        parts = [caption[edges[i] : marks[i][0]] for i in range(len(marks))]
        shared = ""
    else:
        edges = [start for start, _ in marks[1:]] + [len(caption)]
        parts = [caption[marks[i][1] : edges[i]] for i in range(len(marks))]
        shared = caption[:first].strip()
    return [
        {"labels": [letter], "subcaption": part.strip(" ,;."), "full": f"{shared} {part}".strip(), "spans": []}
        for letter, part in zip(letters, parts)
    ]


def panels_of(record):
    for panel in record["panels"]:
        kind = KIND.get(panel["kind"], panel["kind"])
        stain = panel.get("stain") or STAIN.get(panel["kind"])
        yield {"bbox": panel["bbox"], "kind": kind, "stain": stain, "label": panel["label"]}


out = []
for record in rows(args.data / "gold-e2e/figures.jsonl"):
    parts = record["caption_panels"]
    split = [
        {"labels": part["labels"], "subcaption": part["full"], "full": part["full"], "spans": []}
        for part in parts
    ]
    out.append(
        {
            "file": f"{record['source']}/{record['article']}/{record['figure_file']}"
            if record["source"] == "tigr2ess-articles"
            else f"{record['source']}/{record['figure_file']}",
            "group": record["article"] if record["article"] != "openstax-anatomy" else record["figure_file"],
            "source": "gold-e2e",
            "width": record["width"],
            "height": record["height"],
            "caption": record["caption_raw"],
            "panels": list(panels_of(record)),
            "split": {"multi": len(split) > 1, "panels": split},
        }
    )

tried = kept = 0
for name in ("panels-articles", "panels-textbooks"):
    for record in rows(args.data / f"gold-panels/{name}.jsonl"):
        letters = {panel["label"] for panel in record["panels"]} - {None}
        caption = record["caption_raw"]
        if len(letters) < 2 or not caption:
            continue
        tried += 1
        split = cut(caption, letters)
        if split is None:
            continue
        kept += 1
        out.append(
            {
                "file": record["file"],
                "group": record.get("article") or record["file"],
                "source": name,
                "width": record["width"],
                "height": record["height"],
                "caption": caption,
                "panels": list(panels_of(record)),
                "split": {"multi": True, "panels": split},
            }
        )

args.out.mkdir(parents=True, exist_ok=True)
with open(args.out / "figures.jsonl", "w", encoding="utf8") as file:
    for record in out:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
print(f"{len(out)} figures; of {tried} lettered gold-panels figures {kept} captions could be cut")
