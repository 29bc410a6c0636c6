"""Caption loss without the logits: next-token cross-entropy computed chunk by chunk, gradients included.

Full logits at the paper's shape and 384 samples are 384 x 127 x 32,007 floats: 6.2 GB in float32, and as much again for
their gradient. Here only rows with a label come in (padding was dropped on the host), and each chunk's logits live just
long enough to give the loss and both gradients: three matrix products in all, as many as the full computation needs.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

IGNORE = -100  # target of a filler row


class _ChunkedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, hidden: Tensor, weight: Tensor, targets: Tensor, chunk: int, train: bool) -> Tensor:
        w = weight.to(hidden.dtype)
        total = hidden.new_zeros((), dtype=torch.float32)
        grad_h = torch.zeros_like(hidden) if train else None
        grad_w = torch.zeros_like(weight, dtype=torch.float32) if train else None
        for start in range(0, hidden.shape[0], chunk):
            h, t = hidden[start : start + chunk], targets[start : start + chunk]  # [C, D], [C]
            real = t != IGNORE
            label = t.clamp(min=0)[:, None]
            logits = (h @ w.t()).float()  # [C, V]
            norm = logits.logsumexp(dim=-1, keepdim=True)
            total += ((norm - logits.gather(1, label))[:, 0] * real).sum()
            if train:
                slope = logits.sub_(norm).exp_()  # softmax, in place
                slope.scatter_add_(1, label, slope.new_full((), -1.0).expand_as(label))
                slope = slope.mul_(real[:, None]).to(h.dtype)
                grad_h[start : start + chunk] = slope @ w
                grad_w += slope.t() @ h
        ctx.save_for_backward(grad_h, grad_w.to(weight.dtype) if train else None)
        return total

    @staticmethod
    def backward(ctx, grad: Tensor):
        grad_h, grad_w = ctx.saved_tensors
        return grad_h * grad.to(grad_h.dtype), grad_w * grad.to(grad_w.dtype), None, None, None


def caption_loss(hidden: Tensor, weight: Tensor, targets: Tensor, chunk: int = 1024) -> Tensor:
    """Sum of cross-entropies in nats, float32.

    hidden [M, D] decoder states, weight [V, D] of the head, targets [M] (IGNORE counts nothing). The sum, not the mean:
    the caller divides by the number of labels over all ranks and accumulation steps, so that the loss does not depend on
    how padding fell.
    """
    return _ChunkedCrossEntropy.apply(hidden, weight, targets, chunk, torch.is_grad_enabled())


def full_caption_loss(hidden: Tensor, weight: Tensor, targets: Tensor) -> Tensor:
    """The same by its definition: the reference that the tests hold `caption_loss` to."""
    return F.cross_entropy((hidden @ weight.to(hidden.dtype).t()).float(), targets, ignore_index=IGNORE, reduction='sum')
