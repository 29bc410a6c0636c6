"""Worker of test_distributed: one rank's gradients of a global batch, written for the test to compare. A case is
(softmax | sigmoid, accumulation steps, ddp | fsdp).

    torchrun --nproc-per-node 2 tests/ranks.py OUT softmax-1-ddp sigmoid-2-fsdp ...
"""

import sys
from pathlib import Path

import torch

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

from conftest import micro as micro_fixture  # noqa: E402
from conftest import random_batch as batch_fixture  # noqa: E402

from coca import distributed as dd  # noqa: E402
from coca.batch import Batch, collate  # noqa: E402
from coca.blocks import blocks_of  # noqa: E402
from coca.model import CoCa  # noqa: E402
from coca.objective import Objective, backward  # noqa: E402

GLOBAL = 8


def part(whole: Batch, context: int, picks: list[int]) -> Batch:
    """The batch of some samples of a larger one."""
    sequences = [[t for t in whole.ids[i].tolist() if t != 0] for i in picks]
    images = [whole.images[i].numpy() for i in picks]
    return collate(images, sequences, [int(whole.group[i]) for i in picks], context)


def gradients(kind: str, accumulate: int, parallel: str = 'ddp') -> tuple[dict, dict]:
    """Gradients and losses of this rank's share of the same 8 samples, for any number of ranks and micro-batches."""
    config = micro_fixture.__wrapped__().replace(contrastive=kind)
    make = batch_fixture.__wrapped__(config)
    whole, world, rank = make(GLOBAL, seed=5), dd.world(), dd.rank()
    torch.manual_seed(3)
    model = CoCa(config.shape, sigmoid=kind == 'sigmoid')
    objective = Objective(model, config.schedule)
    wrapped = dd.wrap(objective, torch.device('cpu'), parallel == 'fsdp', blocks_of(model))
    size = GLOBAL // world // accumulate
    order = torch.arange(GLOBAL).view(accumulate, size, world)[:, :, rank].tolist()
    micro = [part(whole, config.shape.text.context, picks) for picks in order]
    losses = backward(wrapped, objective, micro)
    full = {n: p.grad.full_tensor() if hasattr(p.grad, 'full_tensor') else p.grad for n, p in model.named_parameters() if p.grad is not None}
    return full, losses


if __name__ == '__main__':
    torch.set_num_threads(1)
    dd.setup()
    out = {}
    for case in sys.argv[2:]:
        kind, accumulate, parallel = case.split('-')
        grads, losses = gradients(kind, int(accumulate), parallel)
        out[case] = {'gradients': grads, 'losses': losses}
    if dd.rank() == 0:
        torch.save(out, sys.argv[1])
    dd.cleanup()
