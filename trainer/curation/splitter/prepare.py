"""Real captions with tags: weak labels from the grammar, and the training part of the gold.

    .venv/bin/python trainer/curation/splitter/prepare.py --data ../shared/data

Runs `npx tsx splitters/weak-labels.ts` over all captions, so the grammar exists once. Leaves out
every caption of an article whose gold is frozen or tunes. Writes to .training/splitter/:
real.jsonl (text, tags, kind; for gold the spans of each label) and parts.json (titles, panel texts, lists, suffixes for generate.py).
"""

import argparse
import hashlib
import json
import re
import subprocess
from pathlib import Path

from tags import from_owners

parser = argparse.ArgumentParser()
parser.add_argument('--data', default='../shared/data')
parser.add_argument('--out', default='.training/splitter')
args = parser.parse_args()
captions = Path(args.data) / 'captions'
out = Path(args.out)
out.mkdir(parents=True, exist_ok=True)


def part(article):
    """The same rule as bench/quality/gold/captions.ts."""
    ninth = int(hashlib.sha256(f'splitter:{article}'.encode()).hexdigest()[:8], 16) % 9
    return 'frozen' if ninth % 3 == 0 else 'tune' if ninth in (1, 5) else 'train'


def lines(name):
    return [json.loads(line) for line in (captions / name).open()]


gold = [r for name in ('gold_split', 'gold_split_more1', 'gold_split_more2') for r in lines(f'{name}.jsonl')]
closed = {r['article_id'] for r in gold if part(r['article_id']) != 'train'}
gold = [r for r in gold if part(r['article_id']) == 'train']
seen = {r['caption'] for r in gold}
pool = []
for name in ('jats_captions.jsonl', 'roco_captions.jsonl'):
    for r in lines(name):
        text = r['caption']
        if r['article_id'] in closed or text in seen or not 40 <= len(text) <= 2600 or not text.isprintable():
            continue
        if any(ord(c) > 0xFFFF for c in text):  # offsets would differ between Python and JavaScript
            continue
        seen.add(text)
        pool.append({'id': str(len(pool)), 'caption': text})


def weak(records):
    feed = '\n'.join(json.dumps({'id': r['id'], 'caption': r['caption']}) for r in records)
    run = subprocess.run(['npx', 'tsx', 'splitters/weak-labels.ts'], input=feed, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


real, parts = [], {k: [] for k in ('titles', 'texts', 'phrases', 'suffixes', 'lists', 'firsts', 'singles')}
for record, found in zip(pool, weak(pool), strict=True):
    text, labels = record['caption'], found['labels']
    if not labels:
        real.append({'text': text, 'tags': 'S' * len(text), 'kind': 'single' if found['plain'] else 'unsure'})
        if found['plain']:
            parts['singles'].append(text)
        continue
    owner_of = [None] * len(text)
    for piece in found['pieces']:
        owner = piece['owner']
        if owner == 'none':
            continue
        value = frozenset(labels) if owner == 'all' else frozenset(owner)
        owner_of[piece['start'] : piece['end']] = [value] * (piece['end'] - piece['start'])
    markers = [(m['start'], m['end'], m['labels']) for m in found['markers']]
    tags = from_owners(text, markers, owner_of, labels)
    first = found['confident'] and tags.count('N') == 0 and tags.count('C') == 0 and len(markers) == len(labels)
    real.append({'text': text, 'tags': tags, 'kind': 'first' if first else 'sure' if found['confident'] else 'unsure'})
    if not found['confident']:
        continue
    if first:
        title = text[: markers[0][0]].strip()
        if 15 < len(title) < 300 and title.endswith('.'):
            parts['titles'].append(title)
        parts['firsts'].append(len(markers))
        own = [re.sub(r'^[\s.,:;)–-]+', '', text[a[1] : b[0]]).strip() for a, b in zip(markers, markers[1:])]
        for t in own:
            if not t or re.search(r'[(\[][A-Za-z][)\]]|\band$', t):
                continue
            if len(t.split()) <= 7 and '.' not in t.rstrip('.;,'):
                parts['phrases'].append(t.rstrip('.;, '))
            elif len(t) < 500 and t.endswith('.'):
                parts['texts'].append(t)
        tail = text[markers[-1][1] :]
        shared = tags.rfind('P') + 1
        suffix = text[shared:].strip() if shared > markers[-1][1] else ''
        if 5 < len(suffix) < 300 and suffix.endswith('.'):
            parts['suffixes'].append(suffix)
    elif tags.count('C') > 8 and tags.count('N') > 8:
        # carrier, items, tail of lists in one sentence: runs of C around N items
        for match in re.finditer(r'(C{6,})(?:[X ]*)((?:N+X*M+[X ]*)+)(C*)', tags):
            items = [text[match.start(2) + m.start() : match.start(2) + m.end()].strip() for m in re.finditer(r'N+', match[2])]
            items = [i for i in items if i]
            if len(items) >= 2:
                parts['lists'].append({'carrier': text[match.start(1) : match.end(1)].strip(), 'items': items, 'tail': text[match.start(3) : match.end(3)].strip()})

# --- gold: full texts aligned to the caption, word by word, in order, runs preferred -------------


def align(full, words):
    """Indices of caption words that make up `full`: longest common subsequence that likes long runs."""
    target = full.split()
    clean = lambda w: re.sub(r'[^\w]', '', w).lower() or w
    a, b = [clean(w) for w in words], [clean(w) for w in target]
    n, m = len(a), len(b)
    score = [[0.0] * (m + 1) for _ in range(n + 1)]
    run = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best = max(score[i + 1][j], score[i][j + 1])
            if a[i] == b[j]:
                run[i][j] = 1 + max(run[i + 1][j + 1] + 0.3, score[i + 1][j + 1])
                best = max(best, run[i][j])
            score[i][j] = best
    taken, i, j, inside = set(), 0, 0, False
    while i < n and j < m:
        if a[i] == b[j] and (run[i][j] >= score[i][j] - 1e-9 or (inside and run[i][j] + 0.3 >= score[i][j] - 1e-9)):
            taken.add(i)
            i, j, inside = i + 1, j + 1, True
        elif score[i + 1][j] >= score[i][j + 1]:
            i, inside = i + 1, False
        else:
            j, inside = j + 1, False
    return taken


def runs(owner_of, label):
    """Spans [start, end) of the characters that a label owns."""
    mine = ''.join('1' if owner and label in owner else '0' for owner in owner_of)
    return [[m.start(), m.end()] for m in re.finditer('1+', mine)]


print(len(pool), 'captions', {k: sum(r['kind'] == k for r in real) for k in ('first', 'sure', 'unsure', 'single')})
for record, found in zip(gold, weak(gold), strict=True):
    text = record['caption']
    if any(ord(c) > 0xFFFF for c in text):
        continue
    if not record['multi']:
        real.append({'text': text, 'tags': 'S' * len(text), 'kind': 'gold-single'})
        continue
    spans = [(m.start(), m.end()) for m in re.finditer(r'\w+|[^\w\s]+', text)]
    words = [text[s:e] for s, e in spans]
    labels = [label for p in record['panels'] for label in p['labels']]
    owners = [set() for _ in words]
    for panel in record['panels']:
        tokens = re.sub(r'(\w)([^\w\s])|([^\w\s])(\w)', lambda m: m[0], panel['full'])
        full = ' '.join(re.findall(r'\w+|[^\w\s]+', tokens))
        for index in align(full, words):
            owners[index].update(panel['labels'])
    heads = {label[0] for label in labels}
    markers = []
    for c in found['candidates']:
        names = next((v for v in c['readings'].values() if v and all(x in labels for x in v)), None)
        if names is None:  # nested: `A` stands for its sub-labels, `i` for one of them
            for v in c['readings'].values():
                if v and all(any(y != x and (y.startswith(x) or y.endswith(x)) for y in labels) for x in v):
                    names = [y for x in v for y in labels if y.startswith(x) or y.endswith(x)]
                    break
        if names is None:
            continue
        cover = [i for i, (s, e) in enumerate(spans) if s >= c['start'] and e <= c['end'] and re.search(r'\w', words[i])]
        if cover and sum(bool(owners[i]) for i in cover) <= len(cover) / 2 and not any(m[0] < c['end'] and c['start'] < m[1] for m in markers):
            markers.append((c['start'], c['end'], names))
    named = {label for m in markers for label in m[2]}
    if len(named & set(labels)) < len(labels):
        continue  # a label printed in no way the candidates know
    markers.sort()
    owner_of = [None] * len(text)
    for (s, e), owner in zip(spans, owners, strict=True):
        owner_of[s:e] = [frozenset(owner) if owner else None] * (e - s)
    # Punctuation and spaces follow the word before them, unless they open a marker.
    for i in range(1, len(text)):
        if owner_of[i] is None and not text[i].isalnum() and not any(m[0] <= i < m[1] for m in markers):
            owner_of[i] = owner_of[i - 1]
    tags = from_owners(text, markers, owner_of, labels)
    real.append({'text': text, 'tags': tags, 'kind': 'gold', 'owners': {label: runs(owner_of, label) for label in dict.fromkeys(labels)}})
    for match in re.finditer(r'(C{6,})(?:[X ]*)((?:N+X*M+[X ]*)+)(C*)', tags):
        items = [text[match.start(2) + m.start() : match.start(2) + m.end()].strip() for m in re.finditer(r'N+', match[2])]
        if len(items) >= 2:
            parts['lists'].append({'carrier': text[match.start(1) : match.end(1)].strip(), 'items': items, 'tail': text[match.start(3) : match.end(3)].strip()})
with (out / 'real.jsonl').open('w') as file:
    for r in real:
        assert len(r['text']) == len(r['tags'])
        file.write(json.dumps(r, ensure_ascii=False) + '\n')
(out / 'parts.json').write_text(json.dumps(parts, ensure_ascii=False))
print({k: sum(r['kind'] == k for r in real) for k in ('gold', 'gold-single')}, {k: len(v) for k, v in parts.items()})
