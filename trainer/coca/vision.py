"""The image encoder: a ViT trunk and two attentional poolers that read it in parallel.

Section of the paper: Methods, "Visual-language pretraining". CoCa's original poolers are cascaded (one query reads the
other's output); here, as in the paper's released model, each reads all trunk tokens.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from coca.attention import CrossAttention
from coca.blocks import SelfBlock, init_block, run
from coca.config import Shape
from coca.layers import LayerNorm, Linear, normal_, reset_norm


class Trunk(nn.Module):
    """ViT: pixels to tokens. 448 px and patch 16 give 784 patch tokens and one class token."""

    def __init__(self, image: int, patch: int, width: int, layers: int, heads: int):
        super().__init__()
        assert image % patch == 0, f'image side {image} is not a multiple of the patch {patch}'
        self.patch, self.grid, self.width, self.recompute = patch, image // patch, width, False
        self.embed = Linear(3 * patch * patch, width)
        self.cls = nn.Parameter(torch.empty(1, 1, width))
        self.mask = nn.Parameter(torch.empty(1, 1, width), requires_grad=False)  # pretrain_vision turns it on
        self.position = nn.Parameter(torch.empty(1, 1 + self.grid**2, width))
        self.blocks = nn.ModuleList(SelfBlock(width, heads, causal=False) for _ in range(layers))
        self.ln = LayerNorm(width)

    def init_weights(self) -> None:
        normal_(self.embed.weight, self.embed.in_features**-0.5)
        nn.init.zeros_(self.embed.bias)
        for parameter in (self.cls, self.position, self.mask):
            normal_(parameter, 0.02)
        for block in self.blocks:
            init_block(block, self.width, len(self.blocks))
        reset_norm(self.ln)

    def patches(self, images: Tensor) -> Tensor:  # [B, 3, S, S] -> [B, N, 3 P P]
        b, c, h, w = images.shape
        p = self.patch
        x = images.reshape(b, c, h // p, p, w // p, p)
        return x.permute(0, 2, 4, 1, 3, 5).reshape(b, (h // p) * (w // p), c * p * p)

    def positions(self, side: int) -> Tensor:  # -> [1, 1 + side^2, D], interpolated when side is not the trained grid
        if side == self.grid:
            return self.position
        cls, grid = self.position[:, :1], self.position[:, 1:]
        grid = grid.unflatten(1, (self.grid, self.grid)).permute(0, 3, 1, 2)
        grid = F.interpolate(grid, (side, side), mode='bicubic', antialias=True)
        return torch.cat([cls, grid.flatten(2).transpose(1, 2)], dim=1)

    def forward(self, images: Tensor, masked: Tensor | None = None) -> Tensor:
        """Normalised pixels [B, 3, S, S] to tokens [B, 1 + N, D]; `masked` [B, N] hides patches (pretrain_vision)."""
        x = self.embed(self.patches(images))  # [B, N, D]
        if masked is not None:
            x = torch.where(masked[..., None], self.mask.to(x.dtype), x)
        x = torch.cat([self.cls.to(x.dtype).expand(x.shape[0], -1, -1), x], dim=1)
        x = x + self.positions(images.shape[-1] // self.patch).to(x.dtype)
        for block in self.blocks:
            x = run(block, self.recompute, x)
        return self.ln(x)


class Pooler(nn.Module):
    """Learned queries read the trunk: [B, M, context] -> [B, queries, width]."""

    def __init__(self, width: int, context: int, heads: int, queries: int):
        super().__init__()
        self.query = nn.Parameter(torch.empty(1, queries, width))
        self.ln_q, self.ln_k = LayerNorm(width), LayerNorm(context)
        self.attn = CrossAttention(width, context, heads)
        self.ln = LayerNorm(width)

    def init_weights(self) -> None:
        normal_(self.query, 1.0)
        for norm in (self.ln_q, self.ln_k, self.ln):
            reset_norm(norm)
        for linear in (self.attn.q, self.attn.kv, self.attn.out):
            normal_(linear.weight, linear.in_features**-0.5)
            nn.init.zeros_(linear.bias)

    def forward(self, tokens: Tensor) -> Tensor:
        query = self.query.to(tokens.dtype).expand(tokens.shape[0], -1, -1)
        return self.ln(self.attn(query, tokens, (self.ln_q, self.ln_k)))


class ImageEncoder(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        v = shape.vision
        self.trunk = Trunk(v.image, v.patch, v.width, v.layers, v.heads)
        self.contrast = Pooler(shape.embed, v.width, shape.pooler_heads, shape.contrast_queries)
        self.caption = Pooler(shape.text.width, v.width, shape.pooler_heads, shape.caption_queries)
        self.project = Linear(shape.embed, shape.embed, bias=False)

    def init_weights(self) -> None:
        for part in (self.trunk, self.contrast, self.caption):
            part.init_weights()
        normal_(self.project.weight, self.project.in_features**-0.5)

    def features(self, tokens: Tensor) -> Tensor:
        """Trunk tokens [B, M, D] to [B, embed], before projection: what probes and multiple-instance heads read."""
        return self.contrast(tokens)[:, 0]

    def embeds(self, features: Tensor) -> Tensor:
        """[B, embed] to unit vectors [B, embed] in float32: what text is compared with."""
        return F.normalize(self.project(features).float(), dim=-1)
