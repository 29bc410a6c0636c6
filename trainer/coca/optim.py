"""AdamW in one fused kernel, decay on matrices only; the learning rate as a function of the step; averaged weights."""

import math

import torch
from torch import Tensor, nn
from torch.distributed.tensor import DTensor, distribute_tensor

from coca.config import Schedule


def learning_rate(step: int, total: int, schedule: Schedule) -> float:
    """Linear warm-up to `lr`, cosine to zero at `total` (paper: cosine, 250 warm-up steps). Pure: nothing to save."""
    warmup = min(schedule.warmup, max(1, total // 5))
    if step < warmup:
        return schedule.lr * (step + 1) / warmup
    progress = (step - warmup) / max(1, total - warmup)
    return schedule.lr * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))


def optimiser(model: nn.Module, schedule: Schedule) -> torch.optim.AdamW:
    """Biases, norms, tokens' positions, queries and scalars do not decay; matrices do."""
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    free = [p for n, p in named if p.ndim < 2 or any(w in n for w in ('position', 'query', 'cls', 'token.weight', 'mask'))]
    kept = {id(p) for p in free}
    groups = [
        {'params': [p for _, p in named if id(p) not in kept], 'weight_decay': schedule.weight_decay},
        {'params': free, 'weight_decay': 0.0},
    ]
    return torch.optim.AdamW(groups, lr=schedule.lr, betas=(schedule.beta1, schedule.beta2), fused=True)


class Average:
    """Exponential moving average of the weights, in float32. Evaluated and exported in place of the last step's."""

    def __init__(self, model: nn.Module, decay: float):
        self.decay = decay
        self.weights = {n: p.detach().clone().float() for n, p in model.named_parameters()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))  # follows fast while everything still moves
        new: list[Tensor] = [p.detach().float() for _, p in model.named_parameters()]
        torch._foreach_lerp_(list(self.weights.values()), new, 1 - decay)

    def state(self) -> dict[str, Tensor]:
        """Whole tensors; with --fsdp every rank must ask, as each holds a part."""
        return {n: w.full_tensor() if isinstance(w, DTensor) else w for n, w in self.weights.items()}

    def restore(self, whole: dict[str, Tensor]) -> None:
        for name, weight in self.weights.items():
            new = whole[name].to(weight.device)
            if isinstance(weight, DTensor):
                new = distribute_tensor(new, weight.device_mesh, weight.placements)
            weight.copy_(new)
