"""A causal LM of random weights in transformers.js layout: what the tests of splitters/generative use.

    .venv/bin/python trainer/curation/splitter/toy.py

One layer, 16 wide, bytes as tokens, with the key-value cache that transformers.js expects of GPT-2.
It knows nothing; constrained decoding must still give spans of the caption. Writes
splitters/generative/toy/ (about 60 kB).
"""

import hashlib
import json
import subprocess
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from torch import nn

torch.manual_seed(0)
WIDTH, HEADS = 16, 2
folder = Path('splitters/generative/toy')
root = folder / 'toy-lm'
(root / 'onnx').mkdir(parents=True, exist_ok=True)

# bytes as tokens, written as GPT-2 writes them
alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
vocabulary = {char: i for i, char in enumerate(alphabet)}
end = '<|endoftext|>'
made = Tokenizer(BPE(vocabulary, []))
made.pre_tokenizer, made.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
made.add_special_tokens([end])
made.save(str(root / 'tokenizer.json'), pretty=False)
size = made.get_vocab_size()


class Toy(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.qkv = nn.Embedding(size, WIDTH), nn.Linear(WIDTH, 3 * WIDTH)
        self.head = nn.Linear(WIDTH, size, bias=False)

    def forward(self, input_ids, attention_mask, key, value):
        x = self.words(input_ids)  # [B, N, D]
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        k, v = torch.cat([key, k], 2), torch.cat([value, v], 2)  # [B, H, past + N, D/H]
        total = k.shape[2]
        places = torch.arange(total)
        later = places[None, :] > places[total - length :][:, None]
        bias = later.float()[None, None] * -1e4 + (1 - attention_mask.float())[:, None, None, :] * -1e4
        mixed = torch.softmax(q @ k.transpose(-1, -2) + bias, -1) @ v
        return self.head(x + mixed.transpose(1, 2).reshape(batch, length, WIDTH)) * 8, k, v


past = torch.zeros(1, HEADS, 3, WIDTH // HEADS)
torch.onnx.export(
    Toy().eval(), (torch.ones(1, 4, dtype=torch.long), torch.ones(1, 7, dtype=torch.long), past, past), root / 'onnx/model.onnx',
    input_names=['input_ids', 'attention_mask', 'past_key_values.0.key', 'past_key_values.0.value'],
    output_names=['logits', 'present.0.key', 'present.0.value'], opset_version=17, dynamo=False,
    dynamic_axes={
        'input_ids': {0: 'batch_size', 1: 'sequence_length'}, 'attention_mask': {0: 'batch_size', 1: 'total_sequence_length'},
        'past_key_values.0.key': {0: 'batch_size', 2: 'past_sequence_length'}, 'past_key_values.0.value': {0: 'batch_size', 2: 'past_sequence_length'},
        'logits': {0: 'batch_size', 1: 'sequence_length'},
        'present.0.key': {0: 'batch_size', 2: 'total_sequence_length'}, 'present.0.value': {0: 'batch_size', 2: 'total_sequence_length'},
    },
)
write = lambda name, value: (root / name).write_text(json.dumps(value) + '\n')
write('config.json', {
    'model_type': 'gpt2', 'architectures': ['GPT2LMHeadModel'], 'vocab_size': size, 'n_embd': WIDTH, 'n_head': HEADS, 'n_layer': 1,
    'n_positions': 4096, 'bos_token_id': size - 1, 'eos_token_id': size - 1,
})
write('generation_config.json', {'bos_token_id': size - 1, 'eos_token_id': size - 1})
write('tokenizer_config.json', {'tokenizer_class': 'GPT2Tokenizer', 'bos_token': end, 'eos_token': end, 'unk_token': end, 'model_max_length': 4096})
# The repository's formatter would change the files later, and with them their checksums.
subprocess.run(['npx', 'biome', 'format', '--write', str(root)], check=True)
sha = lambda name: hashlib.sha256((root / name).read_bytes()).hexdigest()
entry = {
    'file': 'toy-lm/onnx/model.onnx', 'sha256': sha('onnx/model.onnx'),
    'files': {name.split('.')[0]: {'file': f'toy-lm/{name}', 'sha256': sha(name)} for name in ('tokenizer.json', 'config.json', 'tokenizer_config.json')},
    'licence': 'CC0-1.0', 'task': 'none: random weights for tests', 'input': 'a prompt', 'output': 'tokens', 'trained_on': [], 'scores': {},
    'card': 'toy-lm/card.md', 'settings': {'format': 'next-caption'},
}
(folder / 'manifest.json').write_text(json.dumps({'models': {'caption-tagger': entry}}, indent=2) + '\n')
(root / 'card.md').write_text('# Toy\n\nRandom weights, made by `trainer/curation/splitter/toy.py` for tests.\n')
