"""Train the crop classifier on composed and real figures.

    python trainer/curation/detector/train_classifier.py --minutes 30 --splits train --out .training/detector/classifier-dev
    python trainer/curation/detector/train_classifier.py --minutes 25 --splits train,dev --from .training/detector/classifier-dev

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
from torch.nn import functional as F

from crops import crop, hard, load_proposals, sample
from compose import Composer, Pool, usable
from net import CropClassifier, Ema, normalise
from pool import KINDS, STAINS

BATCH = 48


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--minutes', type=float, default=30)
    parser.add_argument('--splits', default='train')
    parser.add_argument('--out', type=Path, default=Path('.training/detector/classifier-dev'))
    parser.add_argument('--from', dest='start', type=Path)
    parser.add_argument('--rate', type=float, default=1e-3)
    parser.add_argument('--frozen', type=int, default=5)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)

    splits = tuple(options.splits.split(','))
    queue = multiprocessing.get_context('spawn').Queue(6)
    worker = multiprocessing.get_context('spawn').Process(target=compose, args=(queue, options.seed + int(time.time()) % 1000, splits), daemon=True)
    worker.start()

    model = CropClassifier()
    model.backbone.frozen = options.frozen
    if options.start:
        model.load_state_dict(torch.load(options.start / 'model.pt'))
    heads = [*model.kind.parameters(), *model.stain.parameters()]
    optimiser = torch.optim.AdamW([
        {'params': heads, 'lr': options.rate, 'peak': options.rate},
        {'params': model.backbone.trained(), 'lr': options.rate * 0.4, 'peak': options.rate * 0.4},
    ], weight_decay=0.02)
    ema, spent, step = Ema(model), 0.0, 0
    state = options.out / 'state.pt'
    if state.exists():
        saved = torch.load(state)
        model.load_state_dict(saved['model'])
        optimiser.load_state_dict(saved['optimiser'])
        ema.state, ema.steps, spent, step = saved['ema'], saved['steps'], saved['spent'], saved['step']
    budget, saved_at, seen, losses, waited = options.minutes * 60, time.time(), 0, [], 0.0
    begun = time.time()
    while spent < budget:
        used, tick = time.process_time(), time.time()
        pixels, kind, stain = queue.get()
        waited += time.time() - tick
        model.train()
        progress = spent / budget
        rate = min(1, (step + 1) / 60) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
        for group in optimiser.param_groups:
            group['lr'] = group['peak'] * rate
        kinds, stains, _ = model(normalise(pixels))
        kind, stain = torch.from_numpy(kind), torch.from_numpy(stain)
        loss = F.cross_entropy(kinds, kind, label_smoothing=0.05)
        if (stain >= 0).any():
            loss = loss + 0.5 * F.cross_entropy(stains, stain, ignore_index=-1, label_smoothing=0.05)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimiser.step()
        ema.update(model)
        step, seen = step + 1, seen + len(kind)
        losses.append(loss.item())
        spent += time.process_time() - used
        if step % 100 == 0:
            rate = seen / (time.time() - begun)
            print(f'step {step} spent {spent / 60:.1f} min loss {np.mean(losses[-100:]):.3f} {rate:.0f} crops/s waited {waited:.0f} s', flush=True)
        if time.time() - saved_at > 150 or spent >= budget:
            saved_at = time.time()
            torch.save({'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'ema': ema.state, 'steps': ema.steps, 'spent': spent, 'step': step}, state.with_suffix('.part'))
            os.replace(state.with_suffix('.part'), state)
            torch.save(ema.state, options.out / 'model.part')
            os.replace(options.out / 'model.part', options.out / 'model.pt')
    worker.terminate()
    model.load_state_dict(ema.state)
    report = {split: evaluate(model, (split,), split) for split in ('quality', 'dev')}
    (options.out / 'report.json').write_text(json.dumps({'splits': splits, 'minutes': options.minutes, 'steps': step, **report}, indent=1))


if __name__ == '__main__':
    main()
