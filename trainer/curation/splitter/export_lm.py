"""Writes models/caption-lm/ (int8, in transformers.js layout) and its entry in models/manifest.json.

    .venv/bin/python trainer/curation/splitter/export_lm.py

int8 weights per channel, activations quantised as they come; with the key-value cache that transformers.js expects of Llama.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from answers import END
from lm import EACH, HEADS, HIDDEN, LAYERS, THETA, WIDTH, CausalLM

parser = argparse.ArgumentParser()
parser.add_argument('--work', type=Path, default=Path('.training/splitter'), help='folder with pieces.json')
parser.add_argument('--state', type=Path, default=Path('.training/splitter/lm/state.pt'))
parser.add_argument('--models', type=Path, default=Path('models'), help='folder with manifest.json')
args = parser.parse_args()
root = args.models / 'caption-lm'
(root / 'onnx').mkdir(parents=True, exist_ok=True)
pieces = Tokenizer.from_file(str(args.work / 'pieces.json'))
pieces.save(str(root / 'tokenizer.json'), pretty=False)
stop = pieces.token_to_id(END)
model = CausalLM(pieces.get_vocab_size()).eval()
model.load_state_dict(torch.load(args.state)['model'])


class Cached(nn.Module):
    """One step of decoding: new ids, the mask, keys and values of every layer in turn -> logits, keys and values."""

    def __init__(self):
        super().__init__()
        self.model = model
        self.head = nn.Parameter(model.words.weight.detach().T.clone())

    def forward(self, ids, mask, *past):
        x, kept = self.model.words(ids) + 0 * mask[:, -ids.shape[1] :, None], []
        for index, layer in enumerate(self.model.layers):
            x, now = layer(x, past[2 * index : 2 * index + 2])
            kept += now
        return self.model.norm(x) @ self.head, *kept


names = [f'{i}.{part}' for i in range(LAYERS) for part in ('key', 'value')]
past = [torch.zeros(1, HEADS, 3, EACH) for _ in names]
axes = {'input_ids': {0: 'batch_size', 1: 'sequence_length'}, 'attention_mask': {0: 'batch_size', 1: 'total_sequence_length'}, 'logits': {0: 'batch_size', 1: 'sequence_length'}}
axes |= {f'past_key_values.{name}': {0: 'batch_size', 2: 'past_sequence_length'} for name in names}
axes |= {f'present.{name}': {0: 'batch_size', 2: 'total_sequence_length'} for name in names}
with tempfile.TemporaryDirectory() as temporary:
    path = Path(temporary) / 'float.onnx'
    torch.onnx.export(
        Cached().eval(), (torch.ones(1, 4, dtype=torch.long), torch.ones(1, 7, dtype=torch.long), *past), path, opset_version=17, dynamo=False,
        input_names=['input_ids', 'attention_mask', *(f'past_key_values.{name}' for name in names)], output_names=['logits', *(f'present.{name}' for name in names)],
        dynamic_axes=axes,
    )
    quantize_dynamic(
        path, root / 'onnx/model_quantized.onnx', weight_type=QuantType.QInt8, per_channel=True,
        op_types_to_quantize=['MatMul', 'Gemm', 'Gather'], extra_options={'MatMulConstBOnly': True},
    )


def write(name, value):
    (root / name).write_text(json.dumps(value) + '\n')


write('config.json', {
    'model_type': 'llama', 'architectures': ['LlamaForCausalLM'], 'vocab_size': pieces.get_vocab_size(), 'hidden_size': WIDTH, 'intermediate_size': HIDDEN,
    'num_hidden_layers': LAYERS, 'num_attention_heads': HEADS, 'num_key_value_heads': HEADS, 'head_dim': EACH, 'rope_theta': THETA,
    'max_position_embeddings': 2048, 'tie_word_embeddings': True, 'bos_token_id': stop, 'eos_token_id': stop,
})
write('generation_config.json', {'bos_token_id': stop, 'eos_token_id': stop})
write('tokenizer_config.json', {'tokenizer_class': 'GPT2Tokenizer', 'bos_token': END, 'eos_token': END, 'unk_token': END, 'model_max_length': 4096})


def sha(name):
    return hashlib.sha256((root / name).read_bytes()).hexdigest()


manifest = args.models / 'manifest.json'
listed = json.loads(manifest.read_text())
entry = listed['models'].setdefault('caption-lm', {})
entry |= {
    'file': 'caption-lm/onnx/model_quantized.onnx', 'sha256': sha('onnx/model_quantized.onnx'),
    'files': {name.split('.')[0]: {'file': f'caption-lm/{name}', 'sha256': sha(name)} for name in ('tokenizer.json', 'config.json', 'tokenizer_config.json')},
    'licence': 'Apache-2.0', 'task': 'sub-captions of a caption, in the format of the paper', 'input': 'a prompt', 'output': 'the text of each panel, ` next caption:` between them',
    'trained_on': ['data/captions (CC0, CC BY; answers by the shipped splitter and by hand)', 'generated captions'], 'scores': entry.get('scores', {}),
    'card': 'caption-lm/card.md', 'settings': {'format': 'next-caption', 'prompt': ' {caption}\nanswer:', 'dtype': 'q8', 'growth': 6},
}
manifest.write_text(json.dumps(listed, indent=2) + '\n')
print((root / 'onnx/model_quantized.onnx').stat().st_size / 1e6, 'MB')
