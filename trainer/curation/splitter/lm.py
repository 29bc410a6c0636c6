"""A small causal language model in the shape of Llama: rotary places, RMS norms, gated feed-forward, tied word vectors."""

import torch
from torch import nn
from torch.nn import functional as F

WIDTH, HEADS, LAYERS, HIDDEN = 256, 4, 6, 704
EACH = WIDTH // HEADS
THETA = 500000.0


def turned(x, places):
    """Rotary embedding of x [B, H, N, D] at places [N]."""
    angle = places.float()[:, None] * THETA ** (-torch.arange(0, EACH, 2, device=x.device).float() / EACH)  # [N, D/2]
    cos, sin = torch.cat([angle.cos()] * 2, -1), torch.cat([angle.sin()] * 2, -1)
    half = torch.cat([-x[..., EACH // 2 :], x[..., : EACH // 2]], -1)
    return (x * cos + half * sin).to(x.dtype)


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x):
        return x * torch.rsqrt(x.float().square().mean(-1, keepdim=True) + 1e-6).to(x.dtype) * self.weight


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH, bias=False), nn.Linear(WIDTH, WIDTH, bias=False)
        self.gate, self.up, self.down = nn.Linear(WIDTH, HIDDEN, bias=False), nn.Linear(WIDTH, HIDDEN, bias=False), nn.Linear(HIDDEN, WIDTH, bias=False)
        self.norm1, self.norm2 = Norm(), Norm()

    def forward(self, x, past=None):
        """x [B, N, W] and keys and values of what came before, [B, H, P, D] each; gives x and all keys and values."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, length, 3, HEADS, EACH).permute(2, 0, 3, 1, 4)
        before = 0 if past is None else past[0].shape[2]
        places = torch.arange(length, device=x.device) + before
        q, k = turned(q, places), turned(k, places)
        if past is None:
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
            later = torch.arange(k.shape[2])[None] > places[:, None]
            mixed = torch.softmax(q @ k.transpose(-1, -2) * EACH ** -0.5 + later.float() * -1e4, -1) @ v
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        y = self.norm2(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y)), (k, v)


class CausalLM(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.words, self.norm = nn.Embedding(size, WIDTH), Norm()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                nn.init.normal_(parameter, std=0.02 / (2 * LAYERS) ** (0.5 * name.endswith(('out.weight', 'down.weight'))))

    def forward(self, ids, chosen=None):
        """ids [B, N] -> logits of the places in the mask `chosen` [B, N], one row each."""
        x = self.words(ids)
        for layer in self.layers:
            x, _ = layer(x)
        x = self.norm(x if chosen is None else x[chosen])
        return F.linear(x, self.words.weight)


@torch.no_grad()
def start_copying(model):
    """Sets words and the first two layers so that the model copies from the beginning; training goes on from there.

    The circuit that language models find by themselves after billions of tokens (Olsson et al. 2022, "In-context learning and
    induction heads"): a head of layer 0 writes the word before into `room`; the heads of layer 1 look for places whose word before
    is the present word and add the word that stands there. Slow frequencies alone compare words, so that distance matters little.
    """
    size, constant, free = 0.05, 0.2, EACH
    known = WIDTH - free  # places 0 to `known` hold the word (0 the same for all), the others are room for the word before
    words = model.words.weight
    words[:, 1:known] = F.normalize(torch.randn(len(words), known - 1), dim=-1) * size * (known - 1) ** 0.5
    words[:, 0], words[:, known:] = constant, 0
    seen = torch.randn(free, known) / (known - 1) ** 0.5
    seen[:, 0] = 0
    q, k, v = model.layers[0].qkv.weight.view(3, HEADS, EACH, WIDTH)
    fast = torch.arange(EACH // 8)
    angles = THETA ** (-2 * fast / EACH)
    q[0], k[0] = 0, 0
    q[0, fast, 0], q[0, EACH // 2 + fast, 0] = 2.5 * angles.cos(), -2.5 * angles.sin()
    k[0, fast, 0] = 2.5
    v[0] = 0
    v[0, :, :known] = seen
    model.layers[0].out.weight[:, :EACH] = 0
    model.layers[0].out.weight[known:, :EACH] = size * torch.eye(free)
    q, k, v = model.layers[1].qkv.weight.view(3, HEADS, EACH, WIDTH)
    slow = torch.cat([torch.arange(EACH // 4, EACH // 2), torch.arange(3 * EACH // 4, EACH)])
    share = known // HEADS
    for head in range(HEADS):
        part = torch.randperm(free)[: EACH // 2]
        q[head], k[head], v[head] = 0, 0, 0
        q[head, slow, :known] = 1.7 * seen[part]
        k[head, slow, known + part] = 1.7
        v[head, :share, head * share : (head + 1) * share] = torch.eye(share)
        out = model.layers[1].out.weight[:, head * EACH : (head + 1) * EACH]
        out.zero_()
        out[head * share : (head + 1) * share, :share] = 3 * size * torch.eye(share)
