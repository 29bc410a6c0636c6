"""Train the one-stage panel detector on composed and real figures.

    python trainer/curation/detector/pool.py
    python trainer/curation/detector/train_detector.py --minutes 25                                            # from ImageNet weights
    python trainer/curation/detector/train_detector.py --minutes 25 --from models/panel-detector/model.onnx    # from a shipped file

Killed runs go on from OUT/state.pt.
"""

import argparse
import json
import os

import numpy as np
import torch

from compose import Composer, Pool
from crops import iou
from looks import exposure
from loop import add_options, composed, train
from net import normalise, weights_of
from onestage import OneStage, decode, letterbox, losses
from pool import KINDS

BATCH = 16


def compose(queue, seed, splits):
    """Fills the queue with `(uint8 [B, 320, 320, 3], [(boxes, kinds)])`; each figure serves twice, the second time mirrored."""
    os.nice(1)
    rng = np.random.default_rng(seed)
    composer, store = Composer(Pool(splits=splits)), []
    while True:
        while len(store) < BATCH * 4:
            try:
                pixels, panels = composer.real(rng) if rng.random() < 0.33 else composer.figure(rng)
            except (ValueError, OSError) as error:
                print('composer:', error, flush=True)
                continue
            picture, sx, sy = letterbox(pixels)
            boxes = np.array([p['box'] for p in panels], np.float32).reshape(-1, 4) * [sx, sy, sx, sy]
            kinds = np.array([KINDS.index(p['kind']) for p in panels], np.int64)
            store.append((picture, boxes.astype(np.float32), kinds))
            w = round(pixels.shape[1] * sx)
            mirrored = picture.copy()
            mirrored[:, :w] = exposure(rng, picture[:, :w][:, ::-1])
            store.append((mirrored, np.stack([w - boxes[:, 2], boxes[:, 1], w - boxes[:, 0], boxes[:, 3]], 1).astype(np.float32), kinds))
        order = rng.permutation(len(store))
        store = [store[i] for i in order]
        batch, store = store[:BATCH], store[BATCH:]
        queue.put((np.stack([b[0] for b in batch]), [(b[1], b[2]) for b in batch]))


@torch.no_grad()
def detect(model, pixels, floor=0.05):
    """Boxes in pixels with kind and score, suppressed at IoU 0.5 over all kinds."""
    model.eval()
    picture, sx, sy = letterbox(pixels)
    kinds, distances = model(normalise(picture[None]))
    scores = kinds.sigmoid().flatten(2)[0].T.numpy()  # [400, 8]
    boxes = decode(distances)[0].numpy() / [sx, sy, sx, sy]
    height, width = pixels.shape[:2]
    boxes = np.clip(boxes, 0, [width, height, width, height])
    kept = []
    for cell in np.argsort(-scores.max(1)):
        if scores[cell].max() < floor:
            break
        if all(iou(boxes[cell], k[0]) < 0.5 for k in kept):
            kept.append((boxes[cell], int(scores[cell].argmax()), float(scores[cell].max()), float(scores[cell, 0])))
    return kept


def evaluate(model, splits):
    pool = Pool(splits=splits)
    found, total, multi, negatives = [], 0, [0, 0, 0], 0
    for record in pool.figures:
        truth = [([p['bbox'][0], p['bbox'][1], p['bbox'][0] + p['bbox'][2], p['bbox'][1] + p['bbox'][3]], p['kind']) for p in record['panels']]
        boxes = detect(model, pool.image(record))
        tissue = [t for t, kind in truth if kind == 'histology']
        total, taken = total + len(tissue), set()
        for box, _, _, score in sorted(boxes, key=lambda k: -k[3]):
            overlaps = [iou(box, t) if i not in taken else 0 for i, t in enumerate(tissue)]
            best = int(np.argmax(overlaps)) if overlaps else -1
            hit = best >= 0 and overlaps[best] >= 0.5
            if hit:
                taken.add(best)
            found.append((score, hit))
        if not tissue:
            negatives += sum(score > 0.5 for *_, score in boxes)
        if len(truth) > 1:
            strong, used = [b for b in boxes if b[2] > 0.3], set()
            for box, *_ in strong:
                hits = [i for i, (t, _) in enumerate(truth) if i not in used and iou(box, t) >= 0.5]
                if hits:
                    used.add(hits[0])
            multi = [multi[0] + len(used), multi[1] + len(strong), multi[2] + len(truth)]
    found.sort(key=lambda f: -f[0])
    hits, ap = np.cumsum([h for _, h in found]), 0.0
    if total and len(found):
        precision, recall = hits / (np.arange(len(found)) + 1), hits / total
        precision = np.maximum.accumulate(precision[::-1])[::-1]
        ap = float(np.sum(np.diff(np.concatenate([[0], recall])) * precision))
    p, r = multi[0] / max(1, multi[1]), multi[0] / max(1, multi[2])
    report = {'histology': total, 'ap50': round(ap, 3), 'panel_p': round(p, 3), 'panel_r': round(r, 3), 'panel_f1': round(2 * p * r / max(1e-9, p + r), 3), 'false': negatives}
    print(splits, json.dumps(report), flush=True)
    return report


def loss_of(model, batch):
    pixels, targets = batch
    kinds, distances = model(normalise(pixels))
    return losses(kinds, distances, [(torch.from_numpy(b), torch.from_numpy(k)) for b, k in targets])


def main():
    parser = argparse.ArgumentParser()
    add_options(parser, 25, '.training/detector/onestage', 1.5e-3, 3, 'train,dev')
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    queue, worker = composed(compose, options)
    model = OneStage()
    if options.start:
        model.load_state_dict(weights_of(options.start, model.state_dict()))
    # In the model's order: a resumed optimiser finds its moments by place.
    front = {*model.backbone.stem.parameters(), *model.backbone.blocks[:model.backbone.frozen].parameters()}
    trained = [p for p in model.parameters() if p not in front]
    body = [p for p in trained if p in set(model.backbone.parameters())]
    heads = [p for p in trained if p not in set(body)]
    steps = train(model, [(heads, options.rate), (body, options.rate / 4)], queue, loss_of, options, 0.997)
    worker.terminate()
    (options.out / 'report.json').write_text(json.dumps({'minutes': options.minutes, 'steps': steps, 'quality': evaluate(model, ('quality',))}, indent=1))


if __name__ == '__main__':
    main()
