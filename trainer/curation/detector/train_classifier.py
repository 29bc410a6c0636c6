"""Train the crop classifier on composed and real figures.

    python trainer/curation/detector/pool.py
    python trainer/curation/detector/train_classifier.py --minutes 30                                           # from ImageNet weights
    python trainer/curation/detector/train_classifier.py --minutes 25 --from models/panel-classifier/model.onnx  # from a shipped file

Three batches in ten are seen at half the size: the detector glances at every proposal with the same network at 80 pixels
before it looks at the likely ones at 160. Killed runs go on from OUT/state.pt.
"""

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from crops import crop, hard, load_proposals, sample
from compose import Composer, Pool
from loop import add_options, composed, train
from net import CropClassifier, normalise, weights_of
from pool import KINDS, STAINS

BATCH = 48
GLANCES = 0.3  # share of batches at half size


def compose(queue, seed, splits):
    """Fills the queue with batches `(uint8 [B, 160, 160, 3], kind [B], stain [B])` for ever."""
    os.nice(1)
    rng = np.random.default_rng(seed)
    pool = Pool(splits=splits)
    composer, store, proposals, seen = Composer(pool), [], {}, 0.0
    while True:
        if time.time() - seen > 120:
            proposals, seen = load_proposals(pool), time.time()
        while len(store) < BATCH * 6:
            try:
                if proposals and rng.random() < 0.14:
                    store += hard(rng, composer, proposals)
                else:
                    store += sample(rng, composer, proposals)
            except (ValueError, OSError) as error:
                print('composer:', error, flush=True)
        order = rng.permutation(len(store))
        store = [store[i] for i in order]
        batch, store = store[:BATCH], store[BATCH:]
        queue.put((np.stack([b[0] for b in batch]), np.array([b[1] for b in batch]), np.array([b[2] for b in batch])))


@torch.no_grad()
def predict(model, stack):
    model.eval()
    kinds, stains = [], []
    for start in range(0, len(stack), 64):
        k, s, _ = model(normalise(np.stack(stack[start:start + 64])))
        kinds.append(k.softmax(1))
        stains.append(s.softmax(1))
    return torch.cat(kinds).numpy(), torch.cat(stains).numpy()


def evaluate(model, splits, name=''):
    """True boxes of annotated figures and whole single pictures of these splits."""
    pool = Pool(splits=splits)
    stack, truth = [], []
    for record in pool.figures:
        pixels = pool.image(record)
        for p in record['panels']:
            x, y, w, h = p['bbox']
            stack.append(crop(pixels, [x, y, x + w, y + h]))
            truth.append(('figure', p['kind'], p['stain'], record))
    for record in pool.singles:
        if record['panels'] is None:
            stack.append(crop(pool.image(record), [0, 0, record['width'], record['height']]))
            truth.append(('single', record['kind'], record['stain'], record))
    kinds, stains = predict(model, stack)
    report = {}
    for source in ('figure', 'single'):
        rows = [i for i, t in enumerate(truth) if t[0] == source]
        if not rows:
            continue
        tissue = np.array([truth[i][1] == 'histology' for i in rows])
        score = kinds[rows, 0]
        report[source] = {
            'n': [int(tissue.sum()), int((~tissue).sum())], 'recall': float((score[tissue] > 0.5).mean()),
            'false': float((score[~tissue] > 0.5).mean()), 'not_a_panel': float((kinds[rows].argmax(1) == 8).mean()),
            'kind': float(np.mean([KINDS[kinds[i, :8].argmax()] == truth[i][1] for i in rows])),
            'recall_by_stain': {
                str(s): [round(float((kinds[r, 0] > 0.5).mean()), 3), len(r)]
                for s in (*STAINS, None) if len(r := [i for i in rows if truth[i][1] == 'histology' and truth[i][2] == s])
            },
            'stain': {
                s: [round(float(np.mean([STAINS[stains[i].argmax()] == s for i in r])), 3), len(r)]
                for s in STAINS if len(r := [i for i in rows if truth[i][1] == 'histology' and truth[i][2] == s])
            },
            'false_by_kind': {
                k: [int((kinds[r, 0] > 0.5).sum()), len(r)] for k in KINDS[1:] if len(r := [i for i in rows if truth[i][1] == k])
            },
        }
    print(name, json.dumps(report), flush=True)
    return report


def loss_of(model, batch):
    pixels, kind, stain = normalise(batch[0]), torch.from_numpy(batch[1]), torch.from_numpy(batch[2])
    if np.random.random() < GLANCES:
        pixels = F.avg_pool2d(pixels, 2)
    kinds, stains, _ = model(pixels)
    loss = F.cross_entropy(kinds, kind, label_smoothing=0.05)
    if (stain >= 0).any():
        loss = loss + 0.5 * F.cross_entropy(stains, stain, ignore_index=-1, label_smoothing=0.05)
    return loss


def main():
    parser = argparse.ArgumentParser()
    add_options(parser, 30, '.training/detector/classifier', 1e-3, 1, 'train,dev')
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    np.random.seed(options.seed)
    queue, worker = composed(compose, options)
    model = CropClassifier()
    if options.start:
        model.load_state_dict(weights_of(options.start, model.state_dict()))
    heads = [*model.kind.parameters(), *model.stain.parameters()]
    steps = train(model, [(heads, options.rate), (model.backbone.trained(), options.rate * 0.4)], queue, loss_of, options, 0.998)
    worker.terminate()
    report = {split: evaluate(model, (split,), split) for split in ('quality', 'dev')}
    (options.out / 'report.json').write_text(json.dumps({'splits': options.splits, 'minutes': options.minutes, 'steps': steps, **report}, indent=1))


if __name__ == '__main__':
    main()
