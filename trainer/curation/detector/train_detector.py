"""Train the one-stage panel detector on composed and real figures.

    python trainer/curation/detector/train_detector.py --minutes 25 --splits train,dev --out .training/detector/onestage

One thread trains, one light process composes. The schedule follows the trainer's processor time; killed runs go on from OUT/state.pt.
"""

import argparse
import json
import math
import os
import time
from pathlib import Path

import numpy as np
import torch
from torch import multiprocessing

from compose import Composer, Pool, exposure
from crops import iou
from net import Ema, normalise
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--minutes', type=float, default=25)
    parser.add_argument('--splits', default='train,dev')
    parser.add_argument('--out', type=Path, default=Path('.training/detector/onestage'))
    parser.add_argument('--rate', type=float, default=1.5e-3)
    parser.add_argument('--seed', type=int, default=3)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    context = multiprocessing.get_context('spawn')
    queue = context.Queue(6)
    worker = context.Process(target=compose, args=(queue, options.seed + int(time.time()) % 1000, tuple(options.splits.split(','))), daemon=True)
    worker.start()

    model = OneStage()
    body = set(model.backbone.blocks[model.backbone.frozen:].parameters())
    front = {*model.backbone.stem.parameters(), *model.backbone.blocks[:model.backbone.frozen].parameters()}
    heads = [p for p in model.parameters() if p not in body and p not in front]
    optimiser = torch.optim.AdamW([
        {'params': heads, 'lr': options.rate, 'peak': options.rate},
        {'params': list(body), 'lr': options.rate / 4, 'peak': options.rate / 4},
    ], weight_decay=0.02)
    ema, spent, step, state = Ema(model, 0.997), 0.0, 0, options.out / 'state.pt'
    if state.exists():
        saved = torch.load(state)
        model.load_state_dict(saved['model'])
        optimiser.load_state_dict(saved['optimiser'])
        ema.state, ema.steps, spent, step = saved['ema'], saved['steps'], saved['spent'], saved['step']
    budget, saved_at, history, waited, begun, seen = options.minutes * 60, time.time(), [], 0.0, time.time(), 0
    while spent < budget:
        used, tick = time.process_time(), time.time()
        pixels, targets = queue.get()
        waited += time.time() - tick
        rate = min(1, (step + 1) / 60) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent / budget)))
        for group in optimiser.param_groups:
            group['lr'] = group['peak'] * rate
        model.train()
        kinds, distances = model(normalise(pixels))
        loss = losses(kinds, distances, [(torch.from_numpy(b), torch.from_numpy(k)) for b, k in targets])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimiser.step()
        ema.update(model)
        step, seen, spent = step + 1, seen + len(pixels), spent + time.process_time() - used
        history.append(loss.item())
        if step % 50 == 0:
            print(f'step {step} spent {spent / 60:.1f} min loss {np.mean(history[-50:]):.3f} {seen / (time.time() - begun):.1f} figures/s waited {waited:.0f} s', flush=True)
        if time.time() - saved_at > 150 or spent >= budget:
            saved_at = time.time()
            torch.save({'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'ema': ema.state, 'steps': ema.steps, 'spent': spent, 'step': step}, state.with_suffix('.part'))
            os.replace(state.with_suffix('.part'), state)
            torch.save(ema.state, options.out / 'model.part')
            os.replace(options.out / 'model.part', options.out / 'model.pt')
    worker.terminate()
    model.load_state_dict(ema.state)
    (options.out / 'report.json').write_text(json.dumps({'minutes': options.minutes, 'steps': step, 'quality': evaluate(model, ('quality',))}, indent=1))


if __name__ == '__main__':
    main()
