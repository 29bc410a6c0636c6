"""Golden answers for splitters/tagger.ts: the shipped tagger on texts of this project's own making.

    .venv/bin/python trainer/curation/splitter/golden.py

Writes splitters/tagger.golden.json: offsets (UTF-16 code units), case types and tags of each piece, by
Python's tokenizer and ONNX Runtime on models/caption-tagger/model.onnx.
"""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from net import case_of, tokenizer
from tags import TAGS

texts = [
    'Kidney. (A) Cortex, H&E; (B) medulla, PAS. Scale bar, 50 µm.',
    'Expression of CD3 (a), CD20 (b) and CD68 (c) in naïve Müller cells of tonsils.',
    'Growth. a Control roots. b Treated roots of A. thaliana, 5 days. c Ki-67+ nuclei (n = 3).',
    'Panel A: Low power \U0001f52c view. Panel B: High power view (see panel A).',
    'Rat liver with portal tract (P), vein (V) and artery (A); vitamin D was given.',
    'Retina (left) and lens (right) of İstanbul mice, β₂-microglobulin staining.',
]
pieces = Path('models/caption-tagger/vocab.txt').read_text('utf-8').splitlines()
words = tokenizer(pieces)
options = onnxruntime.SessionOptions()
options.add_session_config_entry('session.x64quantprecision', '1')  # as models/session.ts
session = onnxruntime.InferenceSession('models/caption-tagger/model.onnx', options)
units = lambda text, index: len(text[:index].encode('utf-16-le')) // 2
golden = []
for text in texts:
    found = words.encode(text, add_special_tokens=False)
    cases = [case_of(text, s, e) for s, e in found.offsets]
    ids = np.array([[pieces.index('[CLS]'), *found.ids, pieces.index('[SEP]')]])
    logits = session.run(None, {'ids': ids, 'cases': np.array([[0, *cases, 0]])})[0][0, 1:-1]  # [N, 6]
    golden.append({
        'text': text,
        'starts': [units(text, s) for s, _ in found.offsets],
        'ends': [units(text, e) for _, e in found.offsets],
        'cases': cases,
        'tags': ''.join(TAGS[i] for i in logits.argmax(-1)),
        'sure': [round(float(np.exp(row.max()) / np.exp(row).sum()), 2) for row in logits - logits.max(-1, keepdims=True)],
    })
out = Path('splitters/tagger.golden.json')
out.write_text(json.dumps(golden, ensure_ascii=True) + '\n')
print(f'{len(golden)} texts to {out}')
