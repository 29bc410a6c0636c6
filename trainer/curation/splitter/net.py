"""The caption tagger: MiniLM's six layers, three case types, six tags a word piece."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from torch import nn
from torch.nn import functional as F

from tags import TAGS

WIDTH, HEADS, LIMIT = 384, 12, 512


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, bias, drop):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)  # [B, H, N, D/H]
        weights = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias, dim=-1)
        x = self.norm1(x + F.dropout(self.out((weights @ v).transpose(1, 2).reshape(batch, length, WIDTH)), drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Tagger(nn.Module):
    """ids, cases [B, N] int64 (id 0 pads; case 0 lower, 1 capitalised, 2 lone capital) -> logits [B, N, 6]."""

    def __init__(self, size, layers=6):
        super().__init__()
        self.words, self.places = nn.Embedding(size, WIDTH), nn.Embedding(LIMIT, WIDTH)
        self.cases, self.norm = nn.Embedding(3, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(WIDTH, len(TAGS))
        self.drop = 0.1

    def forward(self, ids, cases):
        x = self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device)) + self.cases(cases))
        bias = (ids == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        return self.head(x)


def pretrained(folder: Path, pieces: list[str], layers=6) -> Tagger:
    """all-MiniLM-L6-v2 with the rows of its vocabulary that `pieces` keeps."""
    weights = load_file(folder / 'model.safetensors')
    rows = {piece: i for i, piece in enumerate((folder / 'vocab.txt').read_text('utf-8').splitlines())}
    model = Tagger(len(pieces), layers)
    state = model.state_dict()
    state['words.weight'] = weights['embeddings.word_embeddings.weight'][[rows[p] for p in pieces]]
    state['places.weight'] = weights['embeddings.position_embeddings.weight']
    types = weights['embeddings.token_type_embeddings.weight']  # [2, D]
    state['cases.weight'] = torch.cat([types[:1], types[:1] + 0.3 * (types[1:] - types[:1]), types[:1] + 0.6 * (types[1:] - types[:1])])
    for part in ('weight', 'bias'):
        state[f'norm.{part}'] = weights[f'embeddings.LayerNorm.{part}']
        for i in range(layers):
            at = f'encoder.layer.{i}'
            state[f'layers.{i}.qkv.{part}'] = torch.cat([weights[f'{at}.attention.self.{n}.{part}'] for n in ('query', 'key', 'value')])
            for ours, theirs in (('out', 'attention.output.dense'), ('up', 'intermediate.dense'), ('down', 'output.dense'), ('norm1', 'attention.output.LayerNorm'), ('norm2', 'output.LayerNorm')):
                state[f'layers.{i}.{ours}.{part}'] = weights[f'{at}.{theirs}.{part}']
    model.load_state_dict(state)
    return model


def tokenizer(pieces: list[str]) -> Tokenizer:
    """Built without special tokens: `[SEP]` written in a caption is plain text, as in models/wordpiece.ts."""
    made = Tokenizer(WordPiece({p: i for i, p in enumerate(pieces)}, unk_token='[UNK]', max_input_chars_per_word=100))
    made.normalizer, made.pre_tokenizer = BertNormalizer(lowercase=True), BertPreTokenizer()
    return made


def case_of(text: str, start: int, end: int) -> int:
    """2 for a letter that stands alone and is a capital, 1 for a piece that begins with a capital, else 0."""
    if not text[start].isupper():
        return 0
    alone = end - start == 1 and not text[start - 1 : start].isalpha() and not text[end : end + 1].isalpha()
    return 2 if alone else 1
