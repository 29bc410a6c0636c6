"""Pre-norm transformer blocks, and how they are initialised, recomputed and compiled."""

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from coca.attention import Cache, CrossAttention, Rows, SelfAttention
from coca.layers import MLP, LayerNorm, normal_, reset_norm


class SelfBlock(nn.Module):
    def __init__(self, width: int, heads: int, causal: bool):
        super().__init__()
        self.ln_1 = LayerNorm(width)
        self.attn = SelfAttention(width, heads, causal)
        self.ln_2 = LayerNorm(width)
        self.mlp = MLP(width)

    def forward(self, x: Tensor, rows: Rows | None = None, cache: Cache | None = None) -> Tensor:
        x = x + self.attn(x, self.ln_1, rows, cache)
        return x + self.mlp(x, self.ln_2)


class CrossBlock(nn.Module):
    """Text reads the picture: cross-attention to the caption pooler's tokens, then an MLP."""

    def __init__(self, width: int, context: int, heads: int):
        super().__init__()
        self.ln_1 = LayerNorm(width)
        self.ln_kv = LayerNorm(context)
        self.attn = CrossAttention(width, context, heads)
        self.ln_2 = LayerNorm(width)
        self.mlp = MLP(width)

    def forward(self, x: Tensor, context: Tensor, rows: Rows | None = None, cache: Cache | None = None) -> Tensor:
        x = x + self.attn(x, context, (self.ln_1, self.ln_kv), rows, cache)
        return x + self.mlp(x, self.ln_2)


def init_block(block: nn.Module, width: int, depth: int) -> None:
    """CLIP's scheme (arXiv 2103.00020, released code): inputs by width, outputs also by the residual depth."""
    for module in block.modules():
        if isinstance(module, nn.LayerNorm):
            reset_norm(module)
        elif isinstance(module, nn.Linear):
            nn.init.zeros_(module.bias)
    out = (2 * width * depth) ** -0.5
    attn = block.attn
    for name in ('qkv', 'q', 'kv'):
        if hasattr(attn, name):
            normal_(getattr(attn, name).weight, width**-0.5)
    normal_(attn.out.weight, out)
    normal_(block.mlp.up.weight, (2 * width) ** -0.5)
    normal_(block.mlp.down.weight, out)


def run(block: nn.Module, recompute: bool, *inputs) -> Tensor:
    """One block, keeping its activations or (`recompute`) only its input: a third more compute, far less memory."""
    if recompute and torch.is_grad_enabled():
        return checkpoint(block, *inputs, use_reentrant=False)
    return block(*inputs)


def blocks_of(model: nn.Module) -> list[nn.Module]:
    """Every transformer block of a model, in order: the unit of compilation and of FSDP2 sharding."""
    return [m for m in model.modules() if isinstance(m, SelfBlock | CrossBlock)]
