"""Linear and LayerNorm that follow the dtype of what flows through them.

Weights stay float32 (the optimiser's precision); activations are float32 or bfloat16 as the tower's entry decides.
One explicit cast a layer instead of autocast: the residual stream is bfloat16 too, which halves activation memory,
and the same code exports to float32 ONNX without a trace of it.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Linear(nn.Linear):
    def forward(self, x: Tensor) -> Tensor:  # [..., in] -> [..., out]
        bias = None if self.bias is None else self.bias.to(x.dtype)
        return F.linear(x, self.weight.to(x.dtype), bias)


class LayerNorm(nn.LayerNorm):
    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, self.normalized_shape, self.weight.to(x.dtype), self.bias.to(x.dtype), self.eps)


class MLP(nn.Module):
    """Two layers, fourfold hidden width, exact GELU."""

    def __init__(self, width: int):
        super().__init__()
        self.up = Linear(width, 4 * width)
        self.down = Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:  # [..., D] -> [..., D]
        return self.down(F.gelu(self.up(x)))


def normal_(weight: Tensor, std: float) -> None:
    with torch.no_grad():
        nn.init.normal_(weight, std=std)


def reset_norm(norm: nn.LayerNorm) -> None:
    nn.init.ones_(norm.weight)
    nn.init.zeros_(norm.bias)
