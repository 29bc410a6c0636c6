"""Pictures with words, for the projection pair: features of the shipped classifier and encoder, one row a pair.

    .venv/bin/python trainer/curation/matcher/pairs.py [--data ../shared/data]

Three sources: panels of figures.jsonl with their sub-captions; textbook pictures with captions; and
the single pictures of data/images with a made-up caption from their kind, stain and organ. Writes
pairs.npz: image [N, 1280], text [N, T], group [N], made [N] (words are made up), figure [N] (index
into figures.jsonl or -1), part [N], kind [N], and texts.json.
"""

import argparse
import csv
import json
import random
import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort
from PIL import Image

sys.path += [str(Path(__file__).parents[1] / room) for room in ("detector", "text")]
from crops import crop  # noqa: E402
from inputs import tokenizer as wordpiece  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default=Path("../shared/data"))
parser.add_argument("--work", type=Path, default=Path(".training/matcher"))
args = parser.parse_args()

rng = random.Random(0)
images = args.data / "images"
MARKERS = "CD3 CD20 CD31 CD34 CD45 CD68 Ki-67 p53 p16 HER2 ER PR S100 desmin vimentin cytokeratin actin Bcl-2 synaptophysin GFAP".split()
WORDS = {
    "he": ["H&E stained section of {organ}", "Haematoxylin and eosin staining of {organ}", "Histology of {organ} (H&E, ×200)", "Light micrograph of {organ}, hematoxylin-eosin"],
    "ihc": ["Immunohistochemistry for {marker} in {organ}", "Immunohistochemical staining of {marker}, ×400", "Tumour cells are positive for {marker}", "{marker} immunostaining of {organ}, brown"],
    "special": ["{organ} with periodic acid-Schiff stain", "Masson's trichrome staining of {organ}", "Silver stain of {organ}", "Sirius red staining shows fibrosis in {organ}"],
    "tissue_unspecified": ["Section of {organ}", "Micrograph of {organ} tissue", "Histological section of {organ}"],
    "other_micro": ["Immunofluorescence image of cells, DAPI in blue", "Electron micrograph", "Confocal microscopy of cultured cells", "Fluorescence microscopy"],
    "radiology": ["CT scan", "MRI, T2-weighted image", "Chest X-ray", "Ultrasound image"],
    "photo": ["Photograph", "Gross appearance of the specimen", "Clinical photograph", "Endoscopic view"],
    "gel": ["Western blot", "Gel electrophoresis of PCR products", "Immunoblot with β-actin as loading control"],
    "chart": ["Quantification, mean ± SEM", "Bar graph of expression levels", "Kaplan-Meier survival curves", "Scatter plot, correlation"],
    "diagram": ["Schematic diagram", "Illustration of the structure", "Workflow of the study"],
}


def rows(path):
    return [json.loads(line) for line in open(path, encoding="utf8") if line.strip()]


items = []  # picture file, box [x0, y0, x1, y1] or None, words, group, made, figure, part, kind
figures = rows(args.work / "figures.jsonl")
for index, figure in enumerate(figures):
    parts = {label: (at, part["subcaption"]) for at, part in enumerate(figure["split"]["panels"]) for label in part["labels"]}
    for panel in figure["panels"]:
        x, y, w, h = panel["bbox"]
        at, words = parts.get(panel["label"], (-1, figure["caption"])) if figure["split"]["multi"] else (-1, figure["caption"])
        if words:
            items.append((figure["file"], [x, y, x + w, y + h], words, figure["group"], False, index, at, panel["kind"]))
used = {figure["file"] for figure in figures}

manifest = {row["file"]: row for row in csv.DictReader(open(images / "manifest.tsv", encoding="utf8"), delimiter="\t")}
for path in sorted(images.glob("openstax-*/captions.jsonl")):
    for row in rows(path):
        file = f"{path.parent.name}/{row['file']}"
        if file in used or file not in manifest or not (images / file).exists() or not row["caption"]:
            continue
        used.add(file)
        items.append((file, None, row["caption"], file, False, -1, -1, manifest[file]["kind"]))
for file, row in manifest.items():
    if file in used or row["kind"] not in WORDS or Path(file).suffix.lower() not in (".jpg", ".jpeg", ".png"):
        continue
    organ = row["organ_species"].split("(")[0].replace("human", "").replace("mouse", "").replace("rat ", "").strip() or "tissue"
    words = rng.choice(WORDS[row["kind"]]).format(organ=organ, marker=rng.choice(MARKERS))
    items.append((file, None, words, row["upstream_group"], True, -1, -1, row["kind"]))
print(f"{len(items)} pairs, {sum(i[4] for i in items)} with made-up words")

options = ort.SessionOptions()
options.intra_op_num_threads = 1
options.add_session_config_entry("session.x64quantprecision", "1")  # as models/session.ts
vision = ort.InferenceSession("models/panel-classifier/model.onnx", options)
pixels, features, opened = [], [], (None, None)
for file, box, *_ in items:
    if opened[0] != file:
        Image.MAX_IMAGE_PIXELS = None
        opened = (file, np.asarray(Image.open(images / file).convert("RGB")))
    height, width = opened[1].shape[:2]
    pixels.append(crop(opened[1], box or [0, 0, width, height]))
    if len(pixels) == 32:
        features.append(vision.run(["image_features"], {vision.get_inputs()[0].name: np.stack(pixels)})[0])
        pixels = []
if pixels:
    features.append(vision.run(["image_features"], {vision.get_inputs()[0].name: np.stack(pixels)})[0])
image = np.concatenate(features)  # [N, 1280]

pieces = Path("models/caption-tagger/vocab.txt").read_text("utf-8").splitlines()
tokenizer = wordpiece(Path("models/caption-tagger/vocab.txt"))
encoder = ort.InferenceSession("models/caption-encoder/model.onnx", options)
texts = [item[2] for item in items]


def embed(text):
    ids = [pieces.index("[CLS]"), *tokenizer.encode(text, add_special_tokens=False).ids[:126], pieces.index("[SEP]")]
    return encoder.run(None, {"input_ids": np.array([ids], np.int64)})[0][0]


cache = {text: embed(text) for text in dict.fromkeys(texts)}
text = np.stack([cache[t] for t in texts])  # [N, T]
np.savez(
    args.work / "pairs.npz", image=image.astype(np.float32), text=text.astype(np.float32),
    group=np.array([i[3] for i in items]), made=np.array([i[4] for i in items]), figure=np.array([i[5] for i in items]),
    part=np.array([i[6] for i in items]), kind=np.array([i[7] for i in items]),
)
(args.work / "texts.json").write_text(json.dumps(texts, ensure_ascii=False))
print("features", image.shape, text.shape)
