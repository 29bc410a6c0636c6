"""Ranks: one process a device, started by torchrun; with a single process every function here is the identity."""

import os
from datetime import timedelta

import torch
import torch.distributed as dist
from torch import Tensor, nn


def setup() -> torch.device:
    """Joins the process group when torchrun started us and picks this rank's device."""
    cuda = torch.cuda.is_available()
    if cuda:
        torch.cuda.set_device(int(os.environ.get('LOCAL_RANK', 0)))
    if int(os.environ.get('WORLD_SIZE', 1)) > 1 and not dist.is_initialized():
        # Rank 0 evaluates and writes alone; the others wait for it, longer than the ten minutes of the default.
        dist.init_process_group('nccl' if cuda else 'gloo', timeout=timedelta(hours=1))
    return torch.device('cuda', torch.cuda.current_device()) if cuda else torch.device('cpu')


def rank() -> int:
    return dist.get_rank() if dist.is_initialized() else 0


def world() -> int:
    return dist.get_world_size() if dist.is_initialized() else 1


def cleanup() -> None:
    if dist.is_initialized():
        dist.barrier()  # a rank that leaves early breaks the last exchange of another
        dist.destroy_process_group()


def total(x: Tensor) -> Tensor:
    """Sum over ranks, without gradient."""
    x = x.detach().clone()
    if world() > 1:
        dist.all_reduce(x)
    return x


def any_rank(flag: bool, device: torch.device) -> bool:
    """Whether it is true anywhere: ranks must stop, skip and save together or they wait for each other for ever."""
    return bool(total(torch.tensor(float(flag), device=device)) > 0)


class _Gather(torch.autograd.Function):
    """All ranks' rows, in rank order; the gradient of every rank's use of my rows comes back to me, summed."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        parts = [torch.empty_like(x) for _ in range(world())]
        dist.all_gather(parts, x.contiguous())
        ctx.rows = x.shape[0]
        return torch.cat(parts)

    @staticmethod
    def backward(ctx, grad: Tensor) -> Tensor:
        grad = grad.contiguous()
        if dist.get_backend() == 'nccl':
            mine = grad.new_empty(ctx.rows, *grad.shape[1:])
            dist.reduce_scatter_tensor(mine, grad)
            return mine
        dist.all_reduce(grad)
        return grad[rank() * ctx.rows : (rank() + 1) * ctx.rows].clone()


def gather(x: Tensor) -> Tensor:
    """[B, ...] of this rank to [world * B, ...] of all, differentiable. Every rank must bring the same B."""
    return _Gather.apply(x) if world() > 1 else x


def wrap(module: nn.Module, device: torch.device, fsdp: bool = False, blocks: list[nn.Module] | None = None) -> nn.Module:
    """DDP, which ViT-B wants, or FSDP2 (parameters, gradients and optimiser state sharded block by block)."""
    if world() == 1:
        return module
    if not fsdp:
        return nn.parallel.DistributedDataParallel(
            module, device_ids=[device.index] if device.type == 'cuda' else None, gradient_as_bucket_view=True
        )
    from torch.distributed.device_mesh import init_device_mesh
    from torch.distributed.fsdp import fully_shard

    mesh = init_device_mesh(device.type, (world(),))
    for block in blocks or []:
        fully_shard(block, mesh=mesh)
    return fully_shard(module, mesh=mesh)
