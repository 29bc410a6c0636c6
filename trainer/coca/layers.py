"""Linear and LayerNorm that follow the dtype of what flows through them, and keep little for backward.

Weights stay float32 (the optimiser's precision); activations are float32 or bfloat16 as the tower's entry decides.
One explicit cast a layer instead of autocast: the residual stream is bfloat16 too, which halves activation memory,
and the same code exports to float32 ONNX without a trace of it.

Three of four matrix products of a block read something cheap: a norm or a GELU. Autograd would keep what they read, 6 D
of the 16 D numbers a token and block; here it is made again in backward from what is kept anyway (bench/train.py
measures what that saves). A compiled block is left alone: the compiler decides this by itself.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.autograd.function import once_differentiable


class LayerNorm(nn.LayerNorm):
    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, self.normalized_shape, self.weight.to(x.dtype), self.bias.to(x.dtype), self.eps)


class Linear(nn.Linear):
    def forward(self, x: Tensor, norm: LayerNorm | None = None, gelu: bool = False) -> Tensor:  # [..., in] -> [..., out]
        """This layer after `norm` or after an exact GELU, whichever is asked for."""
        if torch.is_grad_enabled() and not torch.compiler.is_compiling():
            scale, shift, eps = (norm.weight, norm.bias, norm.eps) if norm else (None, None, 0.0)
            return _FrugalLinear.apply(x, self.weight, self.bias, scale, shift, eps, gelu)
        x = norm(x) if norm else F.gelu(x) if gelu else x
        bias = None if self.bias is None else self.bias.to(x.dtype)
        return F.linear(x, self.weight.to(x.dtype), bias)


class _FrugalLinear(torch.autograd.Function):
    """Linear that keeps its input from before the norm or GELU, and its weight as it is stored: no cast copy either."""

    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, bias: Tensor | None, scale: Tensor | None, shift: Tensor | None, eps, gelu):
        ctx.save_for_backward(x, weight, bias, scale, shift)
        ctx.eps, ctx.gelu = eps, gelu
        h = _normed(x, scale, shift, eps)[0] if scale is not None else F.gelu(x) if gelu else x
        return F.linear(h, weight.to(x.dtype), None if bias is None else bias.to(x.dtype))

    @staticmethod
    @once_differentiable
    def backward(ctx, grad: Tensor):  # [..., out]
        x, weight, bias, scale, shift = ctx.saved_tensors
        need_x, need_weight, need_bias, need_scale, need_shift = ctx.needs_input_grad[:5]
        g_x = g_weight = g_bias = g_scale = g_shift = mean = rstd = None
        rows = grad.flatten(0, -2)  # [N, out]
        if need_weight:
            h = x
            if scale is not None:
                h, mean, rstd = _normed(x, scale, shift, ctx.eps)
            elif ctx.gelu:
                h = F.gelu(x)
            g_weight = (rows.t() @ h.flatten(0, -2)).to(weight.dtype)
            del h
        if need_bias:
            g_bias = rows.sum(0).to(bias.dtype)
        if need_x or need_scale:
            g_x = (rows @ weight.to(grad.dtype)).view_as(x)
            if scale is not None:
                if mean is None:
                    _, mean, rstd = _normed(x, scale, shift, ctx.eps)
                wanted = [need_x, need_scale, need_shift]
                of = (scale.to(x.dtype), shift.to(x.dtype))
                g_x, g_scale, g_shift = torch.ops.aten.native_layer_norm_backward(g_x, x, x.shape[-1:], mean, rstd, *of, wanted)
                g_scale, g_shift = (None if g is None else g.to(scale.dtype) for g in (g_scale, g_shift))
            elif ctx.gelu:
                g_x = torch.ops.aten.gelu_backward(g_x, x)
        return g_x, g_weight, g_bias, g_scale, g_shift, None, None


def _normed(x: Tensor, scale: Tensor, shift: Tensor, eps: float) -> tuple[Tensor, Tensor, Tensor]:
    return torch.native_layer_norm(x, x.shape[-1:], scale.to(x.dtype), shift.to(x.dtype), eps)


class MLP(nn.Module):
    """Two layers, fourfold hidden width, exact GELU."""

    def __init__(self, width: int):
        super().__init__()
        self.up = Linear(width, 4 * width)
        self.down = Linear(4 * width, width)

    def forward(self, x: Tensor, norm: LayerNorm) -> Tensor:  # [..., D] before its norm -> [..., D]
        return self.down(self.up(x, norm), gelu=True)


def normal_(weight: Tensor, std: float) -> None:
    with torch.no_grad():
        nn.init.normal_(weight, std=std)


def reset_norm(norm: nn.LayerNorm) -> None:
    nn.init.ones_(norm.weight)
    nn.init.zeros_(norm.bias)
