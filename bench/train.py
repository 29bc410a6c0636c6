"""How fast one training step is here, in this project's trainer and in open_clip at the same shape, in one interleaved run.

    .venv/bin/python bench/train.py                                     # `small` on a CPU, float32
    .venv/bin/python bench/train.py --dtype bfloat16 --batch 16
    .venv/bin/python bench/train.py --preset conch-b16 --batch 384 --dtype bfloat16 --compile     # a GPU

The open_clip side needs an environment of its own (its torchvision breaks beside a CPU build of torch; 5.5 GB):
    python3 -m venv .training/open-clip-venv
    .training/open-clip-venv/bin/pip install torch==2.14.1 torchvision==0.29.1 open_clip_torch

Both sides get the same pictures and captions (random words, lengths drawn around --words), both train on forward,
contrastive + captioning loss, backward, clipping and fused AdamW, each in a process of its own, taking turns. What
differs is stated: open_clip cascades one pooler, so its contrastive query comes on top of the caption queries, and it ties
text and embedding widths. Peak memory is the process's (on a GPU the allocator's); `before` is what the imports alone take,
since open_clip's environment holds another build of torch. CPU seconds are those of all threads in the best step, for machines
with other work. For that comparison batches are in memory; a third line trains
this project's side from generated shards through the trainer's own loader, and says what share of the time it waited.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
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
p.add_argument('--workers', type=int, default=0, help='loader processes of the turn that reads shards')
p.add_argument('--jpeg', type=int, default=512, help='side in pixels of the generated pictures in those shards')
p.add_argument('--open-clip-python', default=str(OPEN_CLIP))
p.add_argument('--side', choices=['ours', 'open_clip', 'shards'], default=None, help='internal: one turn of one side')
p.add_argument('--shape', default=None, help='internal: the shape as JSON, for the other environment')
args = p.parse_args()


def captions(shape: dict, batch: int, words: int):
    """Padded ids [B, L] with start 1, words, end 2; lengths spread like captions' are."""
    import numpy as np

    rng = np.random.default_rng(0)
    context, vocab = shape['text']['context'], shape['text']['vocab']
    lengths = np.clip(rng.gamma(3.0, words / 3.0, batch).astype(int), 4, context - 3)
    return [[1, *rng.integers(4, vocab, n).tolist(), 2] for n in lengths], rng


def resident() -> float:
    """Peak memory of this process so far, GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def measure(step, torch, before: float) -> dict:
    """Best of the measured steps, after one to warm up. `before` is the memory taken before a model was built, GiB."""
    cuda = torch.cuda.is_available()
    sync = torch.cuda.synchronize if cuda else lambda: None
    step()
    sync()
    times, busy = [], []
    for _ in range(args.steps):
        start, worked = time.perf_counter(), time.process_time()
        loss = step()
        sync()
        times.append(time.perf_counter() - start)
        busy.append(time.process_time() - worked)
    return {
        'seconds': min(times), 'cpu_seconds': min(busy), 'img_s': args.batch / min(times), 'loss': float(loss), 'torch': torch.__version__,
        'peak_gib': torch.cuda.max_memory_allocated() / 2**30 if cuda else resident(), 'before_gib': 0.0 if cuda else before,
    }  # fmt: skip


def trainee() -> tuple:
    """This project's config, device and `step(batch) -> loss`, and the memory taken before they were built."""
    import torch

    from coca.blocks import blocks_of
    from coca.config import preset
    from coca.model import CoCa
    from coca.objective import Objective, backward
    from coca.optim import optimiser

    config = preset(args.preset).replace(**dict(s.split('=', 1) for s in args.set))
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    before = resident()
    torch.manual_seed(0)
    model = CoCa(config.shape).to(device)
    model.compute = getattr(torch, args.dtype)
    model.recompute(args.recompute)
    if args.compile:
        for block in blocks_of(model):
            block.compile()
    objective, adamw = Objective(model, config.schedule), optimiser(model, config.schedule)

    def step(batch):
        loss = backward(objective, objective, [batch])['loss']
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adamw.step()
        adamw.zero_grad(set_to_none=True)
        return loss

    return config, device, step, before


def utilisation(config, device, labels: float, img_s: float) -> dict:
    """MFU at `labels` caption tokens a sample and the peak it is a share of."""
    import torch

    from coca.flops import peak_flops, training_flops

    flops, peak = training_flops(config.shape, labels), peak_flops(device, getattr(torch, args.dtype), seconds=1)
    return {'mfu': flops * img_s / peak, 'peak_tflops': peak / 1e12, 'gflop_sample': flops / 1e9}


def ours() -> dict:
    import torch

    from coca.batch import collate

    config, device, step, before = trainee()
    words, rng = captions(json.loads(config.to_json())['shape'], args.batch, args.words)
    side = config.shape.vision.image
    images = [rng.integers(0, 256, (side, side, 3), dtype='uint8') for _ in words]
    batch = collate(images, [[*w, 3] for w in words], list(range(args.batch)), config.shape.text.context).to(device)
    out = measure(lambda: step(batch), torch, before)
    return {**out, **utilisation(config, device, float(batch.labels) / args.batch, out['img_s'])}


def from_shards() -> dict:
    """The same step on batches that the trainer's loader reads from generated shards; all steps after the first count."""
    sys.path.insert(0, str(ROOT / 'trainer' / 'tests'))
    import torch
    from make_shards import write

    from coca.loader import Samples, training_batches
    from coca.shards import Reader, open_index
    from coca.tokenizer import train_tokenizer

    config, device, step, _ = trainee()
    sync = torch.cuda.synchronize if device.type == 'cuda' else lambda: None
    with tempfile.TemporaryDirectory() as folder:
        # Sentences of some eight tokens, repeated up to the asked length.
        index = open_index(write(Path(folder), 96, args.jpeg, repeat=max(1, args.words // 8)), cache=False)
        tokenizer = train_tokenizer(Reader(index).captions(), 400, config.shape.text.context)
        data = Samples(index, tokenizer, config.shape.vision.image)
        batches = iter(training_batches(data, micro=args.batch, count=args.steps + 1, workers=args.workers))
        step(next(batches).to(device))
        sync()
        start, waited, labels = time.perf_counter(), 0.0, 0
        for _ in range(args.steps):
            asked = time.perf_counter()
            batch = next(batches)
            waited += time.perf_counter() - asked
            labels += int(batch.labels)
            step(batch.to(device))
            sync()
        took = time.perf_counter() - start
    seen = args.steps * args.batch
    out = {'img_s': seen / took, 'data_wait': waited / took, 'wait_ms_image': 1000 * waited / seen}
    return {**out, **utilisation(config, device, labels / seen, seen / took)}


def open_clip_side() -> dict:
    import open_clip
    import torch
    from open_clip.coca_model import CoCa
    from open_clip.loss import CoCaLoss

    before = resident()
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
    adamw = torch.optim.AdamW([{'params': decay, 'weight_decay': 0.2}, {'params': rest, 'weight_decay': 0.0}], lr=1e-4, fused=True)
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

    return {**measure(step, torch, before), 'open_clip': open_clip.__version__, 'parameters': sum(q.numel() for q in model.parameters())}


def turn(python: str, side: str, shape: str) -> dict:
    """One turn in a process of its own, so that peak memory and caches are its own."""
    passed = ['--side', side, '--shape', shape, '--preset', args.preset, '--set', *args.set, '--dtype', args.dtype]
    passed += ['--batch', str(args.batch), '--words', str(args.words), '--steps', str(args.steps), '--threads', str(args.threads)]
    passed += ['--workers', str(args.workers), '--jpeg', str(args.jpeg)]
    passed += ['--compile'] * args.compile + ['--recompute'] * args.recompute
    env = {k: v for k, v in os.environ.items() if k != 'PYTHONPATH'}
    done = subprocess.run([python, __file__, *passed], capture_output=True, text=True, env=env)
    assert done.returncode == 0, f'{side} failed:\n{done.stderr[-2000:]}'
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    from coca.config import preset

    config = preset(args.preset).replace(**dict(s.split('=', 1) for s in args.set))
    shape = json.dumps(json.loads(config.to_json())['shape'])
    sides = {'ours': sys.executable}
    if Path(args.open_clip_python).exists():
        sides['open_clip'] = args.open_clip_python
    else:
        print(f'open_clip is left out: {args.open_clip_python} does not exist; the header of this file says how to make it')
    best: dict[str, dict] = {}
    all_turns: list[dict] = []
    for number in range(args.turns):
        for side, python in sides.items():
            got = turn(python, side, shape)
            all_turns.append({'side': side, **got})
            print(f'turn {number + 1} {side}: {json.dumps({k: round(v, 3) if isinstance(v, float) else v for k, v in got.items()})}', flush=True)
            if side not in best or got['img_s'] > best[side]['img_s']:
                best[side] = got
    mine, loaded = best['ours'], turn(sys.executable, 'shards', shape)
    load = ', '.join(f'{n:.1f}' for n in os.getloadavg())
    print(f'\n{args.preset} {" ".join(args.set)} batch {args.batch} {args.dtype}, best of {args.turns} turns x {args.steps} steps, load {load}')
    busy = {side: min(t['cpu_seconds'] for t in all_turns if t['side'] == side) for side in best}
    for side, got in best.items():
        mfu = f'  MFU {got["mfu"]:.0%} of {got["peak_tflops"]:.2f} TFLOP/s' if 'mfu' in got else ''
        print(f'{side:>10}  {got["img_s"]:8.2f} img/s  peak {got["peak_gib"]:6.2f} GiB, {got["before_gib"]:.2f} before the model, {busy[side]:.2f} CPU s a step{mfu}')
    if 'open_clip' in best:
        theirs = best['open_clip']
        print(f'{"ratio":>10}  {mine["img_s"] / theirs["img_s"]:8.2f} x img/s ({busy["open_clip"] / busy["ours"]:.2f} x by CPU time)  {mine["peak_gib"] / theirs["peak_gib"]:6.2f} x memory', end='')
        if theirs['before_gib']:
            print(f', {(mine["peak_gib"] - mine["before_gib"]) / (theirs["peak_gib"] - theirs["before_gib"]):.2f} x without what the imports take', end='')
        print()
    print(
        f'{"shards":>10}  {loaded["img_s"]:8.2f} img/s  MFU {loaded["mfu"]:.0%}  data-wait {loaded["data_wait"]:.1%} '
        f'({loaded["wait_ms_image"]:.1f} ms an image of {args.jpeg} px, {args.workers} workers)'
    )


if args.side != 'open_clip':
    sys.path.insert(0, str(ROOT / 'trainer'))
if args.side:
    if args.threads > 0:
        import torch

        torch.set_num_threads(args.threads)
    print(json.dumps({'ours': ours, 'shards': from_shards, 'open_clip': open_clip_side}[args.side]()))
else:
    main()
