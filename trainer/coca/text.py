"""The text encoder (paper: Methods, "Visual-language pretraining"): a causal transformer whose CLS token was put after the last real token by the tokenizer.

    ids      <|start|> benign  breast tissue <|end|> <|cls|> <|pad|> <|pad|>
    CLS sees ^------------------------------------------^

CLS being last and attention causal, CLS sees itself and every real token, no token sees padding, and no mask exists to
get wrong. (open_clip builds one; its old form let CLS see a pad and not itself.)
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from coca.attention import Cache, Rows
from coca.blocks import SelfBlock, init_block, run
from coca.config import Shape
from coca.layers import LayerNorm, Linear, normal_, reset_norm

PAD, START, END, CLS = 0, 1, 2, 3  # ids fixed by coca/tokenizer.py


class TextEncoder(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        t = shape.text
        self.width, self.recompute = t.width, False
        self.token = nn.Embedding(t.vocab, t.width)
        self.position = nn.Parameter(torch.empty(t.context, t.width))
        self.blocks = nn.ModuleList(SelfBlock(t.width, t.heads, causal=True) for _ in range(t.layers))
        self.ln = LayerNorm(t.width)
        self.project = Linear(t.width, shape.embed, bias=False)

    def init_weights(self) -> None:
        normal_(self.token.weight, 0.02)
        normal_(self.position, 0.01)
        for block in self.blocks:
            init_block(block, self.width, len(self.blocks))
        reset_norm(self.ln)
        normal_(self.project.weight, self.width**-0.5)

    def forward(
        self,
        ids: Tensor,  # [B, L] int64
        rows: Rows | None = None,
        dtype: torch.dtype = torch.float32,
        caches: list[Cache] | None = None,
        at: int = 0,
    ) -> Tensor:
        """States of every token, [B, L, D] or packed [N, D]: the residual stream that the decoder continues.

        `caches` and `at` (position of the first id) serve generation, one cache a block.
        """
        if rows is None:
            x = self.token(ids) + self.position[at : at + ids.shape[1]]
        else:
            last = rows.batch * rows.length - 1
            flat = rows.index.clamp(max=last)
            x = self.token(ids.reshape(-1).index_select(0, flat)) + self.position.index_select(0, flat % rows.length)
        x = x.to(dtype)
        for i, block in enumerate(self.blocks):
            x = run(block, self.recompute, x, rows, caches[i] if caches else None)
        return x

    def features(self, states: Tensor, where: Tensor) -> Tensor:
        """The CLS state, normalised: [B, D]. `where` [B] is its row, or its position when states are padded."""
        if states.dim() == 2:
            return self.ln(states.index_select(0, where))
        return self.ln(states.gather(1, where[:, None, None].expand(-1, 1, states.shape[-1]))[:, 0])

    def embeds(self, features: Tensor) -> Tensor:  # [B, D] -> unit vectors [B, embed], float32
        return F.normalize(self.project(features).float(), dim=-1)


def cls_position(ids: Tensor) -> Tensor:  # [B, L] -> [B]
    return (ids == CLS).to(torch.int32).argmax(dim=1)
