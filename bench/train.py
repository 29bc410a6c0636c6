"""How fast one training step is here, in this project's trainer and in open_clip at the same shape, in one interleaved run.

    .venv/bin/python bench/train.py                                     # `small` on a CPU, float32
    .venv/bin/python bench/train.py --dtype bfloat16 --batch 16
    .venv/bin/python bench/train.py --preset conch-b16 --batch 384 --dtype bfloat16 --compile     # a GPU

The open_clip side needs an environment of its own (its torchvision breaks beside a CPU build of torch; 5.5 GB):
    python3 -m venv .training/open-clip-venv
    .training/open-clip-venv/bin/pip install torch==2.14.1 torchvision==0.29.1 open_clip_torch

Both sides get the same pictures and captions (random words, lengths drawn around --words), both train on forward,
contrastive + captioning loss, backward, clipping and AdamW, each in a process of its own, taking turns. What differs is
stated: open_clip cascades one pooler, so its contrastive query comes on top of the caption queries, and it ties text and
embedding widths. Peak memory is the process's: weights, optimiser and torch included. Data-wait is measured by training
on real shards (`python -m coca train` prints it); here batches are in memory.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPEN_CLIP = ROOT / '.training' / 'open-clip-venv' / 'bin' / 'python'

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument('--preset', default='small')
p.add_argument('--set', nargs='*', default=[], metavar='NAME=VALUE', help='change a setting of the preset')
p.add_argument('--batch', type=int, default=16)
p.add_argument('--words', type=int, default=40, help='mean caption length in tokens; the rest of the context is padding')
p.add_argument('--dtype', choices=['float32', 'bfloat16'], default='float32')
p.add_argument('--compile', action='store_true')
p.add_argument('--recompute', action='store_true', help='activation checkpointing, both sides')
p.add_argument('--steps', type=int, default=3, help='measured steps a turn, after one to warm up')
p.add_argument('--turns', type=int, default=2)
p.add_argument('--threads', type=int, default=-1, help='-1 = as torch chooses')
p.add_argument('--open-clip-python', default=str(OPEN_CLIP))
p.add_argument('--side', choices=['ours', 'open_clip'], default=None, help='internal: one turn of one side')
p.add_argument('--shape', default=None, help='internal: the shape as JSON, for the other environment')
args = p.parse_args()


def captions(shape: dict, batch: int, words: int):
    """Padded ids [B, L] with start 1, words, end 2; lengths spread like captions' are."""
    import numpy as np

    rng = np.random.default_rng(0)
    context, vocab = shape['text']['context'], shape['text']['vocab']
    lengths = np.clip(rng.gamma(3.0, words / 3.0, batch).astype(int), 4, context - 3)
    return [[1, *rng.integers(4, vocab, n).tolist(), 2] for n in lengths], rng


def measure(step, torch) -> dict:
    cuda = torch.cuda.is_available()
    sync = torch.cuda.synchronize if cuda else lambda: None
    step()
    sync()
    times = []
    for _ in range(args.steps):
        start = time.perf_counter()
        loss = step()
        sync()
        times.append(time.perf_counter() - start)
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {
        'seconds': min(times), 'img_s': args.batch / min(times), 'loss': float(loss), 'torch': torch.__version__,
        'peak_gib': torch.cuda.max_memory_allocated() / 2**30 if cuda else resident,
    }  # fmt: skip


def ours() -> dict:
    sys.path.insert(0, str(ROOT / 'trainer'))
    import torch

    from coca.batch import collate
    from coca.blocks import blocks_of
    from coca.config import preset
    from coca.flops import peak_flops, training_flops
    from coca.model import CoCa
    from coca.objective import Objective, backward
    from coca.optim import optimiser

    config = preset(args.preset).replace(**dict(s.split('=', 1) for s in args.set))
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    shape = json.loads(config.to_json())['shape']
    words, rng = captions(shape, args.batch, args.words)
    side = config.shape.vision.image
    images = [rng.integers(0, 256, (side, side, 3), dtype='uint8') for _ in words]
    batch = collate(images, [[*w, 3] for w in words], list(range(args.batch)), config.shape.text.context).to(device)
    torch.manual_seed(0)
    model = CoCa(config.shape).to(device)
    model.compute = getattr(torch, args.dtype)
    model.recompute(args.recompute)
    if args.compile:
        for block in blocks_of(model):
            block.compile()
    objective, adamw = Objective(model, config.schedule), optimiser(model, config.schedule)

    def step():
        loss = backward(objective, objective, [batch])['loss']
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adamw.step()
        adamw.zero_grad(set_to_none=True)
        return loss

    out = measure(step, torch)
    flops = training_flops(config.shape, float(batch.labels) / args.batch)
    peak = peak_flops(device, model.compute)
    return {**out, 'mfu': flops * out['img_s'] / peak, 'peak_tflops': peak / 1e12, 'gflop_sample': flops / 1e9}


def open_clip_side() -> dict:
    import open_clip
    import torch
    from open_clip.coca_model import CoCa
    from open_clip.loss import CoCaLoss

    shape = json.loads(args.shape)
    v, t, d = shape['vision'], shape['text'], shape['decoder']
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    words, rng = captions(shape, args.batch, args.words)
    side = v['image']
    pixels = [rng.integers(0, 256, (side, side, 3), dtype='uint8') for _ in words]
    images = torch.stack([torch.from_numpy(x) for x in pixels]).permute(0, 3, 1, 2).float().to(device) / 127.5 - 1
    ids = torch.zeros(args.batch, t['context'], dtype=torch.long)
    for row, w in zip(ids, words):
        row[: len(w)] = torch.tensor(w)
    ids = ids.to(device)
    torch.manual_seed(0)
    text = {'context_length': t['context'], 'vocab_size': t['vocab'], 'width': t['width'], 'heads': t['heads'], 'layers': t['layers']}
    model = CoCa(
        embed_dim=t['width'],
        vision_cfg={
            'image_size': side, 'layers': v['layers'], 'width': v['width'], 'head_width': v['width'] // v['heads'],
            'patch_size': v['patch'], 'attentional_pool': True, 'attn_pooler_queries': shape['caption_queries'],
            'attn_pooler_heads': shape['pooler_heads'], 'output_tokens': True,
        },
        text_cfg={**text, 'embed_cls': True, 'output_tokens': True},
        multimodal_cfg={**text, 'heads': d['heads'], 'layers': d['layers'], 'attn_pooler_heads': shape['pooler_heads']},
    ).to(device)  # fmt: skip
    for parameter in model.parameters():  # the decoder's head is left uninitialised by open_clip
        if not torch.isfinite(parameter).all() or parameter.abs().max() > 1e3:
            torch.nn.init.normal_(parameter, std=0.02)
    model.set_grad_checkpointing(args.recompute)
    loss_of = CoCaLoss(caption_loss_weight=1.0, clip_loss_weight=1.0, pad_id=0)
    decay = [q for q in model.parameters() if q.ndim >= 2]
    rest = [q for q in model.parameters() if q.ndim < 2]
    adamw = torch.optim.AdamW([{'params': decay, 'weight_decay': 0.2}, {'params': rest, 'weight_decay': 0.0}], lr=1e-4)
    run = torch.compile(model) if args.compile else model
    amp = torch.autocast(device.type, torch.bfloat16, enabled=args.dtype == 'bfloat16')

    def step():
        with amp:
            out = run(images, ids)
            out.pop('logit_bias', None)
            losses = loss_of(**out, output_dict=True)
            loss = sum(losses.values())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adamw.step()
        adamw.zero_grad(set_to_none=True)
        return loss

    return {**measure(step, torch), 'open_clip': open_clip.__version__, 'parameters': sum(q.numel() for q in model.parameters())}


def turn(python: str, side: str, shape: str) -> dict:
    """One turn in a process of its own, so that peak memory and caches are its own."""
    passed = ['--side', side, '--shape', shape, '--preset', args.preset, '--set', *args.set, '--dtype', args.dtype]
    passed += ['--batch', str(args.batch), '--words', str(args.words), '--steps', str(args.steps), '--threads', str(args.threads)]
    passed += ['--compile'] * args.compile + ['--recompute'] * args.recompute
    env = {k: v for k, v in os.environ.items() if k != 'PYTHONPATH'}
    done = subprocess.run([python, __file__, *passed], capture_output=True, text=True, env=env)
    assert done.returncode == 0, f'{side} failed:\n{done.stderr[-2000:]}'
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    sys.path.insert(0, str(ROOT / 'trainer'))
    from coca.config import preset

    config = preset(args.preset).replace(**dict(s.split('=', 1) for s in args.set))
    shape = json.dumps(json.loads(config.to_json())['shape'])
    sides = {'ours': sys.executable}
    if Path(args.open_clip_python).exists():
        sides['open_clip'] = args.open_clip_python
    else:
        print(f'open_clip is left out: {args.open_clip_python} does not exist; the header of this file says how to make it')
    best: dict[str, dict] = {}
    for number in range(args.turns):
        for side, python in sides.items():
            got = turn(python, side, shape)
            print(f'turn {number + 1} {side}: {json.dumps({k: round(v, 3) if isinstance(v, float) else v for k, v in got.items()})}', flush=True)
            if side not in best or got['img_s'] > best[side]['img_s']:
                best[side] = got
    mine = best['ours']
    print(f'\n{args.preset} {" ".join(args.set)} batch {args.batch} {args.dtype}, best of {args.turns} turns x {args.steps} steps')
    for side, got in best.items():
        mfu = f'  MFU {got["mfu"]:.0%} of {got["peak_tflops"]:.2f} TFLOP/s' if 'mfu' in got else ''
        print(f'{side:>10}  {got["img_s"]:8.2f} img/s  peak {got["peak_gib"]:6.2f} GiB{mfu}')
    if 'open_clip' in best:
        theirs = best['open_clip']
        print(f'{"ratio":>10}  {mine["img_s"] / theirs["img_s"]:8.2f} x img/s  {mine["peak_gib"] / theirs["peak_gib"]:6.2f} x memory')


if args.side:
    if args.threads > 0:
        import torch

        torch.set_num_threads(args.threads)
    print(json.dumps(ours() if args.side == 'ours' else open_clip_side()))
else:
    main()
