"""Attention: one scaled-dot-product kernel, two modules (self, cross), packed rows and a key-value cache.

No module here ever builds a mask. Text is causal and padding comes after the real tokens, so a real token cannot see
padding; that keeps the fused (flash) kernel, and lets padding be dropped from every other operation:

    rows = None       x is [B, L, D], padded
    rows = Rows(...)  x is [N, D], real tokens only; spread to [B, L, D] just for the attention itself

Both give the same numbers for real tokens (tests/test_model.py).
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from coca.layers import LayerNorm, Linear


class Rows(NamedTuple):
    """Where packed rows sit in the padded batch. The loader computes it on the host: no sync, no graph break."""

    index: Tensor  # [N] int64 position in the flattened [B * L]; B * L marks a filler row
    batch: int  # B
    length: int  # L

    def spread(self, x: Tensor) -> Tensor:  # [N, D] -> [B, L, D], zeros at padding
        flat = x.new_zeros(self.batch * self.length + 1, x.shape[-1])
        flat = flat.index_copy(0, self.index, x)
        return flat[:-1].view(self.batch, self.length, x.shape[-1])

    def pick(self, x: Tensor) -> Tensor:  # [B, L, D] -> [N, D]
        last = self.batch * self.length - 1
        return x.reshape(-1, x.shape[-1]).index_select(0, self.index.clamp(max=last))


class Cache:
    """Keys and values of one attention, grown a token at a time while a caption is written."""

    def __init__(self):
        self.k: Tensor | None = None  # [B, H, T, Dh]
        self.v: Tensor | None = None

    def append(self, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        self.k = k if self.k is None else torch.cat([self.k, k], dim=2)
        self.v = v if self.v is None else torch.cat([self.v, v], dim=2)
        return self.k, self.v

    def reorder(self, beams: Tensor) -> None:  # [B] which old row each new row continues
        assert self.k is not None and self.v is not None, 'reorder of an empty cache: feed the prompt first'
        self.k, self.v = self.k[beams], self.v[beams]


def split_heads(x: Tensor, heads: int) -> Tensor:  # [B, L, D] -> [B, H, L, Dh]
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def merge_heads(x: Tensor) -> Tensor:  # [B, H, L, Dh] -> [B, L, D]
    return x.transpose(1, 2).flatten(-2)


class SelfAttention(nn.Module):
    def __init__(self, width: int, heads: int, causal: bool):
        super().__init__()
        assert width % heads == 0, f'width {width} is not a multiple of {heads} heads'
        self.heads, self.causal = heads, causal
        self.qkv = Linear(width, 3 * width)
        self.out = Linear(width, width)

    def forward(self, x: Tensor, norm: LayerNorm, rows: Rows | None = None, cache: Cache | None = None) -> Tensor:
        qkv = self.qkv(x, norm)  # [B, L, 3D] or [N, 3D]
        if rows is not None:
            qkv = rows.spread(qkv)
        q, k, v = (split_heads(t, self.heads) for t in qkv.chunk(3, dim=-1))
        first = cache is None or cache.k is None
        if cache is not None:
            k, v = cache.append(k, v)
        assert first or q.shape[2] == 1, 'after the prompt, feed a cached attention one token at a time'
        x = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal and first)
        x = merge_heads(x)
        return self.out(x if rows is None else rows.pick(x))


class CrossAttention(nn.Module):
    """Queries of one stream read another. `context` may have another width, e.g. 768 into 512 in the contrast pooler."""

    def __init__(self, width: int, context: int, heads: int):
        super().__init__()
        assert width % heads == 0, f'width {width} is not a multiple of {heads} heads'
        self.heads = heads
        self.q = Linear(width, width)
        self.kv = Linear(context, 2 * width)
        self.out = Linear(width, width)

    def forward(
        self,
        x: Tensor,
        context: Tensor,  # [B, M, C]
        norms: tuple[LayerNorm, LayerNorm],  # of x and of the context
        rows: Rows | None = None,
        cache: Cache | None = None,
    ) -> Tensor:
        q = self.q(x, norms[0])  # [B, L, D] or [N, D]
        if rows is not None:
            q = rows.spread(q)
        if cache is not None and cache.k is not None and cache.v is not None:
            k, v = cache.k, cache.v  # the picture does not change while its caption is written
        else:
            k, v = (split_heads(t, self.heads) for t in self.kv(context, norms[1]).chunk(2, dim=-1))
            if cache is not None:
                k, v = cache.append(k, v)
        x = merge_heads(F.scaled_dot_product_attention(split_heads(q, self.heads), k, v))
        return self.out(x if rows is None else rows.pick(x))
