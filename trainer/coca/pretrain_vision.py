"""Self-supervised pretraining of the ViT trunk on unlabelled tiles, iBOT-style (arXiv 2111.07832).

The paper's stage 1: a student sees two large and several small crops, some patches of the large ones hidden; a teacher,
the student's running average, sees the large crops whole. The student learns to say what the teacher says: of the other
crop by its class token (DINO), of each hidden patch by its token (masked image modelling). On few tiles it teaches
little, so prefer an open ViT (`coca train --init-vit FILE`) if you may.

The paper's run (Methods, "Unimodal pretraining"): 16 M tiles of 256 px, 80 epochs of batch 1024 on 4 GPUs, cosine
2e-3 to 2e-6, weight decay 0.04 to 0.4, drop path 0.1, 2 global and 10 local crops, mask ratio 0.3, float16. Ours keeps
the decay fixed and has no drop path, on one device.

    python -m coca pretrain-vision --preset tiny --data /tmp/shards --steps 50 --batch 8 --out ../.training/vision
    python -m coca pretrain-vision --preset conch-b16 --images /data/tiles --out /runs/vision
    python -m coca train ... --init /runs/vision/vision.safetensors
"""

import argparse
import copy
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor, nn

from coca.config import PRESETS, preset
from coca.journal import Journal
from coca.layers import normal_
from coca.loader import order
from coca.optim import learning_rate, optimiser
from coca.shards import Reader, open_index
from coca.transforms import decode, normalise, random_crop
from coca.vision import Trunk

GLOBAL_SCALE, LOCAL_SCALE = (0.32, 1.0), (0.05, 0.32)  # the paper's, of the area
STUDENT_TEMPERATURE, TEACHER_TEMPERATURE = 0.1, 0.04  # DINO's


class Head(nn.Module):
    """Token to scores over prototypes: [.., D] -> [.., K]. Prototypes and inputs are unit vectors."""

    def __init__(self, width: int, prototypes: int, hidden: int = 512, bottleneck: int = 128):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, bottleneck))
        self.prototypes = nn.Parameter(torch.empty(prototypes, bottleneck))
        normal_(self.prototypes, bottleneck**-0.5)

    def forward(self, x: Tensor) -> Tensor:
        return F.normalize(self.mlp(x.float()), dim=-1) @ F.normalize(self.prototypes, dim=-1).t()


class Learner(nn.Module):
    """Trunk and one head shared by class token and patches, as in iBOT."""

    def __init__(self, trunk: Trunk, prototypes: int):
        super().__init__()
        self.trunk, self.head = trunk, Head(trunk.width, prototypes)

    def forward(self, images: Tensor, dtype: torch.dtype, masked: Tensor | None = None) -> Tensor:  # -> [B, 1 + N, K]
        return self.head(self.trunk(images.to(dtype), masked))


def block_mask(grid: int, ratio: float, rng: np.random.Generator) -> np.ndarray:
    """Hides rectangles until about `ratio` of the patches are hidden: [grid^2] bool."""
    mask = np.zeros((grid, grid), bool)
    goal = round(ratio * grid * grid)
    for _ in range(100):
        if mask.sum() >= goal:
            break
        area = min(goal - mask.sum(), rng.integers(1, max(2, goal // 2) + 1))
        aspect = math.exp(rng.uniform(math.log(0.3), math.log(1 / 0.3)))
        h = int(np.clip(round(math.sqrt(area * aspect)), 1, grid))
        w = int(np.clip(round(math.sqrt(area / aspect)), 1, grid))
        y, x = rng.integers(0, grid - h + 1), rng.integers(0, grid - w + 1)
        mask[y : y + h, x : x + w] = True
    return mask.reshape(-1)


def crops(image: Image.Image, side: int, small: int, locals_: int, rng: np.random.Generator) -> tuple[list, list]:
    """Two large crops [S, S, 3] and `locals_` small ones [s, s, 3], each coloured a little differently: stains vary."""
    whole = [jitter(random_crop(image, side, rng, GLOBAL_SCALE), rng) for _ in range(2)]
    parts = [jitter(random_crop(image, small, rng, LOCAL_SCALE), rng) for _ in range(locals_)]
    return whole, parts


def jitter(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    gain, shift = rng.uniform(0.8, 1.2, 3), rng.uniform(-20, 20, 3)
    return np.clip((pixels - 128.0) * gain + 128 + shift, 0, 255).astype(np.uint8)


def cross_entropy(teacher: Tensor, student: Tensor, centre: Tensor) -> Tensor:  # [R, K], [R, K], [K] -> [R]
    target = ((teacher - centre) / TEACHER_TEMPERATURE).softmax(-1)
    return -(target * (student / STUDENT_TEMPERATURE).log_softmax(-1)).sum(-1)


def losses(student: Learner, teacher: Learner, whole: Tensor, parts: Tensor | None, masked: Tensor, centres, dtype) -> tuple:
    """Class-token and hidden-patch losses, and the teacher's means for the next centres.

    whole [2 B, 3, S, S], first crops then second; parts [L B, 3, s, s]; masked [2 B, N]; centres two of [K].
    """
    with torch.no_grad():
        told = teacher(whole, dtype)  # [2 B, 1 + N, K]
    seen = student(whole, dtype, masked)
    first, second = told[:, 0].chunk(2)  # [B, K] each
    crosswise = torch.cat([second, first])  # what the student should say of its crop: the other's token
    cls = cross_entropy(crosswise, seen[:, 0], centres[0]).mean()
    if parts is not None:
        spoken = student(parts, dtype)[:, 0]  # [L B, K]
        times = spoken.shape[0] // first.shape[0]
        small = sum(cross_entropy(t.repeat(times, 1), spoken, centres[0]).mean() for t in (first, second)) / 2
        cls = (cls + times * small) / (1 + times)
    patch = cross_entropy(told[:, 1:][masked], seen[:, 1:][masked], centres[1]).mean()
    return cls, patch, (told[:, 0].mean(0), told[:, 1:].flatten(0, 1).mean(0))


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser('coca pretrain-vision', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--preset', choices=PRESETS, default='tiny')
    p.add_argument('--set', nargs='*', default=[], metavar='NAME=VALUE')
    p.add_argument('--data', default=None, help='pictures of exported shards (train split)')
    p.add_argument('--images', default=None, help='folder of .jpg, .png or .webp tiles')
    p.add_argument('--steps', type=int, default=1000)
    p.add_argument('--batch', type=int, default=64)  # the paper: 1024
    p.add_argument('--lr', type=float, default=5e-4)  # the paper: 2e-3 at batch 1024
    p.add_argument('--locals', type=int, default=4, help='small crops a tile (the paper: 10)')
    p.add_argument('--mask', type=float, default=0.3, help='share of hidden patches (the paper)')
    p.add_argument('--prototypes', type=int, default=1024, help='iBOT has 8192')
    p.add_argument('--momentum', type=float, default=0.99, help="the teacher's, rising to 1")
    p.add_argument('--seed', type=int, default=0)
    p.add_argument('--log-every', type=int, default=10)
    p.add_argument('--out', required=True)
    args = p.parse_args(argv)

    # ---------------------------------------------------------------- tiles
    run = Path(args.out)
    torch.manual_seed(args.seed)
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    dtype = torch.bfloat16 if device.type == 'cuda' else torch.float32
    config = preset(args.preset).replace(**dict(pair.split('=', 1) for pair in args.set), lr=args.lr)
    if args.images:
        files = sorted(f for f in Path(args.images).rglob('*') if f.suffix.lower() in ('.jpg', '.jpeg', '.png', '.webp'))
        count, read = len(files), lambda i: files[i].read_bytes()
    else:
        assert args.data, 'no tiles: pass --images FOLDER or --data SHARDS'
        reader = Reader(open_index(args.data).select(split=['train']))
        count, read = len(reader.index), reader.image
    assert count, f'no pictures in {args.images}'

    # ---------------------------------------------------------------- student and teacher
    v = config.shape.vision
    small = max(1, round(v.image * 96 / 224 / v.patch)) * v.patch  # DINO's ratio of small to large crops
    trunk = Trunk(v.image, v.patch, v.width, v.layers, v.heads)
    trunk.init_weights()
    trunk.mask.requires_grad_(True)
    student = Learner(trunk, args.prototypes).to(device)
    teacher = copy.deepcopy(student).requires_grad_(False)
    adamw = optimiser(student, config.schedule)
    centres = [torch.zeros(args.prototypes, device=device) for _ in range(2)]

    # ---------------------------------------------------------------- loop
    journal = Journal(run)
    for step in range(args.steps):
        whole, parts, masks = [], [], []
        for i in range(step * args.batch, (step + 1) * args.batch):
            rng = np.random.default_rng([args.seed, i])
            image = decode(read(int(order(count, args.seed, i // count)[i % count])), 2 * v.image)
            large, little = crops(image, v.image, small, args.locals, rng)
            whole.append(large)
            parts.append(little)
            masks.append([block_mask(trunk.grid, args.mask, rng) for _ in range(2)])
        stack = lambda rows: normalise(torch.from_numpy(np.stack([r for column in zip(*rows) for r in column])).to(device))  # noqa: E731
        masked = torch.from_numpy(np.stack([m for column in zip(*masks) for m in column])).to(device)  # [2 B, N]
        cls, patch, means = losses(
            student, teacher, stack(whole), stack(parts) if args.locals else None, masked, centres, dtype
        )
        (cls + patch).backward()
        norm = torch.nn.utils.clip_grad_norm_(student.parameters(), 3.0)
        assert torch.isfinite(norm), f'step {step}: the gradient is not finite; lower --lr'
        for group in adamw.param_groups:
            group['lr'] = learning_rate(step, args.steps, config.schedule)
        adamw.step()
        adamw.zero_grad(set_to_none=True)
        momentum = 1 - (1 - args.momentum) * (math.cos(math.pi * step / args.steps) + 1) / 2
        with torch.no_grad():
            torch._foreach_lerp_(list(teacher.parameters()), list(student.parameters()), 1 - momentum)
            for centre, mean in zip(centres, means):
                centre.lerp_(mean, 0.1)
        if step % args.log_every == 0 or step + 1 == args.steps:
            journal.log(step + 1, cls=cls.item(), patch=patch.item(), grad_norm=float(norm))
            last = step + 1 == args.steps
            journal.progress(f'step {step + 1}/{args.steps}  cls {cls:.3f}  patch {patch:.3f}  grad {norm:.2f}', last)

    # ---------------------------------------------------------------- the teacher's trunk stays
    weights = {f'image.trunk.{n}': w.cpu().contiguous() for n, w in teacher.trunk.state_dict().items()}
    save_file(weights, run / 'vision.safetensors', {'format': 'pt'})
    journal.say(f'done: {run}/vision.safetensors; go on with: coca train --init {run}/vision.safetensors')
    journal.close()


if __name__ == '__main__':
    main()
