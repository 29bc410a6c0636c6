"""The multimodal decoder: continues the text states, reads the picture, predicts the next token.

Section of the paper: Methods, "Visual-language pretraining". Layers come in pairs, a causal self-attention block and a
cross-attention block, each with its own MLP. Without a picture the cross blocks are skipped and text encoder + decoder
are one plain language model: that is how pretrain_text prepares both halves.
"""

import torch
from torch import Tensor, nn

from coca.attention import Cache, Rows
from coca.blocks import CrossBlock, SelfBlock, init_block, run
from coca.config import Shape
from coca.layers import LayerNorm, Linear, normal_, reset_norm


class Decoder(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        width, d = shape.text.width, shape.decoder
        self.width, self.recompute = width, False
        self.self_blocks = nn.ModuleList(SelfBlock(width, d.heads, causal=True) for _ in range(d.layers))
        self.cross_blocks = nn.ModuleList(CrossBlock(width, width, d.heads) for _ in range(d.layers))
        self.ln = LayerNorm(width)
        self.head = Linear(width, shape.text.vocab, bias=False)

    def init_weights(self) -> None:
        for block in (*self.self_blocks, *self.cross_blocks):
            init_block(block, self.width, 2 * len(self.self_blocks))
        reset_norm(self.ln)
        normal_(self.head.weight, 0.02)

    def forward(
        self,
        states: Tensor,  # [B, L, D] or packed [M, D], from TextEncoder
        picture: Tensor | None,  # [B, Q, D] from the caption pooler
        rows: Rows | None = None,
        caches: list[tuple[Cache, Cache]] | None = None,
    ) -> Tensor:
        """Hidden states before the head, same layout as `states`. The head is applied by the loss, chunk by chunk."""
        x = states
        for i, (itself, cross) in enumerate(zip(self.self_blocks, self.cross_blocks)):
            a, b = caches[i] if caches else (None, None)
            x = run(itself, self.recompute, x, rows, a)
            if picture is not None:
                x = run(cross, self.recompute, x, picture, rows, b)
        return self.ln(x)

    def logits(self, hidden: Tensor) -> Tensor:  # [..., D] -> [..., V] float32
        return self.head(hidden).to(torch.float32)
