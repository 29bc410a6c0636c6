"""Trains a small causal LM that answers in the paper's format: the text of each panel, ` next caption:` between them.

    .venv/bin/python trainer/curation/splitter/prepare.py
    .venv/bin/python trainer/curation/splitter/answers.py
    .venv/bin/python trainer/curation/splitter/fit_lm.py --minutes 60
    .venv/bin/python trainer/curation/splitter/fit_lm.py --minutes 1 --out /tmp/smoke   # smoke run

From noise: half of each batch are generated captions, the rest real ones answered by the shipped splitter or by hand. Only
the answer is learned, and where a span begins or ends three times as much, since decoding allows nothing but copying. Resumes
from OUT/state.pt; the rate follows the CPU minutes spent. One seed, one thread.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional as F

from answers import END, Answered, target
from batches import alike, padded
from lm import CausalLM, start_copying

PROMPT, SEPARATOR = ' {caption}\nanswer:', ' next caption:'
SHARES = {'made': 0.50, 'multi': 0.30, 'single': 0.06, 'gold': 0.12, 'gold-single': 0.02}

parser = argparse.ArgumentParser()
parser.add_argument('--work', type=Path, default=Path('.training/splitter'), help='folder with answers.jsonl, pieces.json, parts.json')
parser.add_argument('--out', type=Path, default=Path('.training/splitter/lm'))
parser.add_argument('--minutes', type=float, default=60, help='minutes of CPU time in all, resumed runs included')
parser.add_argument('--tokens', type=int, default=4096, help='tokens a batch, prompts included')
parser.add_argument('--longest', type=int, default=1280)
parser.add_argument('--rate', type=float, default=2e-3)
parser.add_argument('--seed', type=int, default=0)
args = parser.parse_args()
torch.set_num_threads(1)
torch.manual_seed(args.seed)
args.out.mkdir(parents=True, exist_ok=True)
rng = random.Random(args.seed)

pieces = Tokenizer.from_file(str(args.work / 'pieces.json'))
stop = pieces.token_to_id(END)
separator = pieces.encode(SEPARATOR).ids
opening, closing = (pieces.encode(part).ids for part in PROMPT.split(' {caption}'))
real = {kind: [] for kind in SHARES}
for line in (args.work / 'answers.jsonl').open():
    row = json.loads(line)
    real[row['kind']].append((row['text'], row['entries']))
maker = Answered(json.loads((args.work / 'parts.json').read_text()), args.seed + 1)


def encode(text, entries):
    """`(ids, weights)` of prompt and answer; the weight of a token is what its prediction counts."""
    found = pieces.encode(' ' + text)
    offsets = [(max(0, start - 1), max(0, end - 1)) for start, end in found.offsets]
    # A piece that carries the space before its word begins where the word does.
    offsets = [(start + (text[start : start + 1] == ' ' and end > start), end) for start, end in offsets]
    ids = [*opening, *found.ids, *closing]
    weights = [0.0] * len(ids)
    for number, groups in enumerate(target(text, entries, offsets)):
        if number:
            ids += separator
            weights += [3.0] + [0.1] * (len(separator) - 1)
        last = None
        for group in groups:
            jump = last is None or group[0] != last + 1
            ids += [found.ids[i] for i in group]
            weights += [3.0 if jump else 1.0] + [1.0] * (len(group) - 1)
            last = group[-1]
    return ids + [stop], weights + [3.0]


def sample():
    while True:
        kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
        ids, weights = encode(*(maker.answered() if kind == 'made' else rng.choice(real[kind])))
        if len(ids) <= args.longest:
            return ids, weights


def batches():
    """Samples of like length together, about `--tokens` tokens with padding: ids, weights [B, N]."""
    for rows in alike(sample, 120, args.tokens, rng):
        yield padded(rows, (0, 0), 64)


model = CausalLM(pieces.get_vocab_size())
start_copying(model)
optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.05)
step, spent, state = 0, 0.0, args.out / 'state.pt'
if state.exists():
    saved = torch.load(state)
    model.load_state_dict(saved['model'])
    optimiser.load_state_dict(saved['optimiser'])
    step, spent = saved['step'], saved['spent']
    rng.seed(args.seed + step)
    maker.r.seed(args.seed + step + 1)
    print(f'resumed at step {step}, {spent / 60:.1f} min')


def save():
    torch.save({'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'step': step, 'spent': spent}, state.with_suffix('.part'))
    state.with_suffix('.part').rename(state)


before, began, mark, seen, count = spent, time.process_time(), time.time(), 0, 0
sums = torch.zeros(4)
for ids, weights in batches():
    spent = before + time.process_time() - began
    part = spent / (args.minutes * 60)
    if part >= 1:
        break
    for group in optimiser.param_groups:
        group['lr'] = args.rate * min(step / 100 + 0.01, 1) * (0.02 + 0.49 * (1 + math.cos(math.pi * part)))
    goal, weight = ids[:, 1:], weights[:, 1:]
    chosen = weight > 0
    with torch.autocast('cpu', torch.bfloat16):
        logits = model(ids[:, :-1], chosen)
    each, weight = F.cross_entropy(logits.float(), goal[chosen], reduction='none'), weight[chosen]
    loss = (each * weight).sum() / weight.sum()
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    step, seen, count = step + 1, seen + ids.numel(), count + 1
    hard = weight == 3
    sums += torch.tensor([each[hard].sum().item(), hard.sum(), each[~hard].sum().item(), (~hard).sum()])
    if step % 25 == 0 or step == 1:
        speed = seen / (time.process_time() - began)
        print(f'step {step} {spent / 60:.1f} min, loss where a span begins or ends {sums[0] / sums[1]:.3f}, inside {sums[2] / sums[3]:.3f}, {speed:.0f} tokens/s', flush=True)
        sums.zero_()
    if time.time() - mark > 150:
        save()
        mark = time.time()
save()
