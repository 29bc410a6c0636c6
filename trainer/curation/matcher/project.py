"""Trains the projection pair: features of picture and words into one space of 64 numbers.

    .venv/bin/python trainer/curation/matcher/pairs.py
    OMP_NUM_THREADS=1 .venv/bin/python trainer/curation/matcher/project.py

Two linear maps, InfoNCE both ways, equal texts count as equal; about a minute on one core. Five
folds of whole sources give held-out similarities (`similarity.jsonl`, by figure, for
`measure.ts --similarity`) and the scale at which they are log likelihoods; the shipped maps are
trained on everything. Writes models/panel-matcher/projection.bin and projection.json in --work.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

parser = argparse.ArgumentParser()
parser.add_argument("--work", type=Path, default=Path(".training/matcher"))
parser.add_argument("--out", type=Path, default=Path("models/panel-matcher/projection.bin"))
args = parser.parse_args()

torch.set_num_threads(1)
WIDTH, STEPS, BATCH, RATE, DROP, FOLDS = 64, 300, 256, 2e-3, 0.5, 5

data = np.load(args.work / "pairs.npz")
texts = json.loads((args.work / "texts.json").read_text())
image, text = torch.tensor(data["image"]), torch.tensor(data["text"])  # [N, 1280], [N, T]
group, made, figure, part, kind = (data[name] for name in ("group", "made", "figure", "part", "kind"))
number = {t: i for i, t in enumerate(dict.fromkeys(texts))}
ids = torch.tensor([number[t] for t in texts])
fold = np.array([int(hashlib.sha256(g.encode()).hexdigest(), 16) % FOLDS for g in group])
figures = [json.loads(line) for line in open(args.work / "figures.jsonl", encoding="utf8")]


def train(rows, seed=0):
    """-> bias [W], image map [1280, W], text map [T, W]; standardisation is folded in."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    mean, spread = image[rows].mean(0), image[rows].std(0) + 1e-3
    a = torch.nn.Parameter(torch.randn(image.shape[1], WIDTH) * 0.02)
    b = torch.nn.Parameter(torch.randn(text.shape[1], WIDTH) * 0.05)
    scale = torch.nn.Parameter(torch.tensor(2.66))
    optimizer = torch.optim.AdamW([a, b, scale], lr=RATE, weight_decay=1e-2)
    weight = np.where(made[rows], 1.0, 3.0)
    for step in range(STEPS):
        batch = torch.tensor(rng.choice(rows, min(BATCH, len(rows)), replace=False, p=weight / weight.sum()))
        x = F.normalize(F.dropout((image[batch] - mean) / spread, DROP) @ a, dim=-1)  # [B, W]
        y = F.normalize(F.dropout(text[batch], DROP) @ b, dim=-1)
        logits = x @ y.T * scale.exp().clamp(max=50)  # [B, B]
        same = (ids[batch][:, None] == ids[batch][None]).float()
        target = same / same.sum(1, keepdim=True)
        loss = -(target * (logits.log_softmax(1) + logits.T.log_softmax(1))).sum(1).mean() / 2
        for entry in optimizer.param_groups:
            entry["lr"] = RATE * min(1, (step + 1) / 30) * 0.5 * (1 + np.cos(np.pi * step / STEPS))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        image_map = a / spread[:, None]
        return (-(mean / spread) @ a).numpy(), image_map.numpy(), b.numpy()


def unit(x):
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


# Held-out cosines of each panel with every sub-caption of its figure.
first = {t: i for i, t in reversed(list(enumerate(texts)))}
cosines = {}  # pair -> [parts]
for k in range(FOLDS):
    bias, image_map, text_map = train(np.where(fold != k)[0])
    x, y = unit(data["image"] @ image_map + bias), unit(data["text"] @ text_map)
    for i in np.where((fold == k) & (figure >= 0) & (part >= 0))[0]:
        parts = figures[figure[i]]["split"]["panels"]
        found = [first.get(p["subcaption"]) for p in parts]
        if len(parts) > 1 and None not in found:
            cosines[int(i)] = np.array([x[i] @ y[j] for j in found])


def likelihood(scale, rows):
    return float(np.mean([scale * c[part[i]] - np.log(np.exp(scale * c).sum()) for i, c in rows]))


tissue = [(i, c) for i, c in cosines.items() if kind[i] == "histology"]
scales = [0.5, 1, 2, 3, 4, 5, 6, 8, 10, 14]
best = max(scales, key=lambda s: likelihood(s, tissue))
# Panels of a figure look alike, so their looks are not independent, and letters and order know more: at the likeliest scale 53
# of 58 pairs of gold-e2e got the right words, at three tenths of it 56, as without looks; silent panels gain either way
# (`npm run quality -- --part all --task end-to-end`).
scale = 0.3 * best
chance = float(np.mean([1 / len(c) for _, c in tissue]))
report = {
    "pairs": len(texts), "made_up": int(made.sum()), "width": WIDTH, "scale": scale,
    "held_out": {
        "histology_panels": len(tissue), "chance": round(chance, 3),
        "right": round(float(np.mean([c.argmax() == part[i] for i, c in tissue])), 3),
        "log_likelihood": round(likelihood(scale, tissue), 3), "log_likelihood_chance": round(likelihood(0, tissue), 3),
    },
}
print(report)

# By figure, panels in the order of figures.jsonl: what `measure.ts --similarity` reads.
by_figure = {}
for i in np.where(figure >= 0)[0]:
    by_figure.setdefault(int(figure[i]), []).append(int(i))
with open(args.work / "similarity.jsonl", "w") as out:
    for f, pairs in by_figure.items():
        rows = []
        for i in pairs:
            c = cosines.get(i)
            on = c is not None and kind[i] == "histology"
            rows.append(np.clip(scale * (c - c.mean()), -4, 4).round(4).tolist() if on else None)
        if len(rows) == len(figures[f]["panels"]):
            out.write(json.dumps({"file": figures[f]["file"], "rows": rows}) + "\n")

bias, image_map, text_map = train(np.arange(len(texts)))
args.out.parent.mkdir(parents=True, exist_ok=True)
np.concatenate([bias, image_map.ravel(), text_map.ravel()]).astype("<f4").tofile(args.out)
report["image"], report["text"] = image_map.shape[0], text_map.shape[0]
(args.work / "projection.json").write_text(json.dumps(report, indent=1) + "\n")
