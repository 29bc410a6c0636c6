"""Writes models/caption-tagger/model.onnx (int8) and its entry in models/manifest.json.

    .venv/bin/python trainer/curation/splitter/export.py --state .training/splitter/run/state.pt
    .venv/bin/python trainer/curation/splitter/export.py --mean models/caption-tagger/model.onnx   # after training that went on from it

int8 weights per channel, activations quantised as they come; the tag head stays in float. Checks the
int8 answers against PyTorch's on real captions and prints how often the tags agree.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from net import Tagger, case_of, tokenizer
from shipped import weights_of

parser = argparse.ArgumentParser()
parser.add_argument('--state', type=Path, default=Path('.training/splitter/run/state.pt'))
parser.add_argument('--out', type=Path, default=Path('models'), help='folder with manifest.json')
parser.add_argument('--mean', type=Path, default=None, help="a model.onnx of this script: the mean of its weights and the state's is exported")
parser.add_argument('--fp32', type=Path, default=None, help='also keep the float model here')
args = parser.parse_args()
folder = args.out / 'caption-tagger'
folder.mkdir(parents=True, exist_ok=True)
vocabulary = Path('models/caption-tagger/vocab.txt')
pieces = vocabulary.read_text('utf-8').splitlines()
model = Tagger(len(pieces))
saved = torch.load(args.state)
weights = saved.get('model', saved)
if args.mean:
    weights = {name: (weights[name] + other) / 2 for name, other in weights_of(args.mean, model).items()}
model.load_state_dict(weights)
model.eval()

example = (torch.randint(5, len(pieces), (1, 24)), torch.zeros(1, 24, dtype=torch.long))
with tempfile.TemporaryDirectory() as temporary:
    float_path = args.fp32 or Path(temporary) / 'float.onnx'
    torch.onnx.export(
        model, example, float_path, input_names=['ids', 'cases'], output_names=['logits'], opset_version=17, dynamo=False,
        dynamic_axes={'ids': {0: 'batch', 1: 'length'}, 'cases': {0: 'batch', 1: 'length'}, 'logits': {0: 'batch', 1: 'length'}},
    )
    import onnx

    graph = onnx.load(float_path).graph
    head = [n.name for n in graph.node if n.op_type in ('MatMul', 'Gemm') and 'head' in n.name]
    assert head, 'the tag head has another name in this exporter: it would be quantised'
    target = folder / 'model.onnx'
    quantize_dynamic(
        float_path, target, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=head,
        op_types_to_quantize=['MatMul', 'Gemm', 'Gather'], extra_options={'MatMulConstBOnly': True},
    )
options = onnxruntime.SessionOptions()
options.add_session_config_entry('session.x64quantprecision', '1')  # as models/session.ts
session = onnxruntime.InferenceSession(target, options)
words = tokenizer(pieces)
CLS, SEP = pieces.index('[CLS]'), pieces.index('[SEP]')
same = total = 0
worst = 0.0
for line in list(Path('.training/splitter/real.jsonl').open())[:4000:20]:
    text = json.loads(line)['text']
    found = words.encode(text, add_special_tokens=False)
    ids = [CLS, *found.ids[:380], SEP]
    cases = [0, *(case_of(text, s, e) for s, e in found.offsets[:380]), 0]
    with torch.no_grad():
        exact = model(torch.tensor([ids]), torch.tensor([cases]))[0].numpy()
    quick = session.run(None, {'ids': np.array([ids]), 'cases': np.array([cases])})[0][0]
    same, total = same + (exact.argmax(-1) == quick.argmax(-1)).sum(), total + len(ids)
    worst = max(worst, float(np.abs(exact - quick).max()))
print(f'{target.stat().st_size / 1e6:.1f} MB; tags agree with float on {same / total:.4f} of pieces; largest difference {worst:.2f}')

sha = lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
if args.out != Path('models'):
    (folder / 'vocab.txt').write_bytes(vocabulary.read_bytes())
manifest_path = args.out / 'manifest.json'
manifest = json.loads(manifest_path.read_text()) if manifest_path.exists() else {'models': {}}
before = manifest['models'].get('caption-tagger', {})
manifest['models']['caption-tagger'] = {
    'file': 'caption-tagger/model.onnx',
    'sha256': sha(target),
    'files': {'vocabulary': {'file': 'caption-tagger/vocab.txt', 'sha256': sha(folder / 'vocab.txt')}},
    'licence': 'Apache-2.0',
    'task': 'tags each word piece of a figure caption: marker, shared, previous, next, list, nobody',
    'input': 'ids, cases int64 [batch, length]: word pieces between [CLS] and [SEP]; 0 lower case, 1 capitalised, 2 lone capital',
    'output': 'logits float32 [batch, length, 6]: M S P N C X',
    'trained_on': ['all-MiniLM-L6-v2 (Apache-2.0)', 'figure captions of open-access articles, CC0 and CC BY', 'captions generated from their parts'],
    'scores': before.get('scores', {}),
    'card': 'caption-tagger/card.md',
    'settings': {'format': 'tags'},
}
manifest_path.write_text(json.dumps(manifest, indent=2) + '\n')
