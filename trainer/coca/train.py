"""Train a CoCa on exported shards.

A look, on a laptop CPU (about a minute; tests/make_shards.py makes generated shards):
    python -m coca train --data /tmp/shards --preset tiny --out ../.training/tiny

One H200 at the paper's shape:
    python -m coca train --data /data/shards --preset conch-b16 --workers 14 --compile --out /runs/b16

A node of eight GPUs, two ways to split the work:
    torchrun --nproc-per-node 8 -m coca train --data /data/shards --preset conch-b16 --set micro=192 --workers 12 --compile --out /runs/b16
    torchrun --nproc-per-node 8 -m coca train ... --fsdp --recompute          # larger trunks

Started again with the same --out it goes on where the newest checkpoint stands, to the bit. SIGTERM saves and ends.
"""

import argparse
import json
import math
import os
import signal
import time
from collections import Counter
from pathlib import Path

import torch

from coca import checkpoint as ck
from coca import distributed as dd
from coca.blocks import blocks_of
from coca.card import model_card
from coca.config import PRESETS, Config, preset
from coca.flops import activation_bytes, forward_flops, peak_flops, training_flops
from coca.journal import Journal
from coca.loader import Samples, check_shards, training_batches
from coca.model import CoCa, parameter_count
from coca.objective import Objective, backward
from coca.optim import Average, learning_rate, optimiser
from coca.shards import Reader, open_index
from coca.tokenizer import CaptionTokenizer, train_tokenizer

PATIENCE = 20  # steps in a row with a non-finite gradient before giving up


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    p = argparse.ArgumentParser('coca train', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    # what to train
    p.add_argument('--preset', choices=PRESETS, default='tiny')
    p.add_argument('--set', nargs='*', default=[], metavar='NAME=VALUE', help='change a setting, e.g. epochs=2 vision.layers=6')
    p.add_argument('--init', default=None, help='model folder or .safetensors with (part of) the weights to start from')
    p.add_argument('--init-vit', default=None, help='an open ViT checkpoint for the trunk (timm, DINO or Hugging Face names)')
    p.add_argument('--tokenizer', default=None, help='tokenizer.json; trained on the captions when not given')
    # on what
    p.add_argument('--data', required=True, help='folder written by histocorpus export --format webdataset')
    p.add_argument('--split', nargs='*', default=['train'])
    p.add_argument('--topic', nargs='*', default=None)
    p.add_argument('--stain', nargs='*', default=None)
    p.add_argument('--licence', nargs='*', default=None, help='licence classes, e.g. commercial share_alike')
    p.add_argument('--workers', type=int, default=0, help='loader processes a rank')
    # how
    p.add_argument('--steps', type=int, default=-1, help='optimiser steps in all (-1 = by epochs)')
    p.add_argument('--seed', type=int, default=0)
    p.add_argument('--dtype', choices=['auto', 'float32', 'bfloat16'], default='auto', help='auto: bfloat16 on a GPU')
    p.add_argument('--compile', action='store_true', help='torch.compile, block by block')
    p.add_argument('--recompute', action='store_true', help='activation checkpointing: a third more compute, far less memory')
    p.add_argument('--fsdp', action='store_true', help='shard parameters over ranks (FSDP2) instead of DDP')
    # what to leave behind
    p.add_argument('--out', required=True, help='folder of the run: log, checkpoints, model')
    p.add_argument('--log-every', type=int, default=10)
    p.add_argument('--save-every', type=int, default=500, help='steps between checkpoints (-1 = only at the end)')
    p.add_argument('--eval-every', type=int, default=-1, help='steps between retrievals, the first before training (-1 = at the end)')
    p.add_argument('--eval-split', nargs='*', default=['val'])
    p.add_argument('--dry-run', action='store_true', help='print size, FLOPs, memory and expected speed, and stop')
    return p.parse_args(argv)


def dry_run(config: Config, recompute: bool) -> None:
    shape, s = config.shape, config.schedule
    with torch.device('meta'):
        count = parameter_count(CoCa(shape))
    for name, flops in forward_flops(shape).items():
        print(f'{name:>10} {flops / 1e9:9.1f} GFLOP forward a sample')
    each, kept = training_flops(shape), activation_bytes(shape, None, recompute) * s.micro
    print(f'parameters {count / 1e6:.1f} M; weights, gradients and AdamW {count * 16 / 2**30:.1f} GiB')
    print(f'activations about {kept / 2**30:.1f} GiB at micro-batch {s.micro}{" recomputed" if recompute else ""}')
    print(f'{each / 1e9:.0f} GFLOP a training sample at full context: {0.4 * 989e12 / each:.0f} img/s on an H200 at 40 % MFU')


def main(argv: list[str] | None = None) -> None:
    args = arguments(argv)

    # ---------------------------------------------------------------- who and where
    device = dd.setup()
    world, rank, run = dd.world(), dd.rank(), Path(args.out)
    torch.manual_seed(args.seed)
    torch.set_float32_matmul_precision('high')
    dtype = torch.bfloat16 if args.dtype == 'bfloat16' or (args.dtype == 'auto' and device.type == 'cuda') else torch.float32
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopping.append(number))

    # ---------------------------------------------------------------- config, data, tokenizer
    config = preset(args.preset).replace(**dict(pair.split('=', 1) for pair in args.set))
    if args.dry_run:
        return dry_run(config, args.recompute)
    everything = open_index(args.data)
    filters = {'split': args.split, 'topic': args.topic, 'stain': args.stain, 'licence': args.licence}
    index = everything.select(**filters)
    check_shards(index, world, args.workers)
    context = config.shape.text.context
    source = args.tokenizer or (run / 'tokenizer.json' if (run / 'tokenizer.json').exists() else None)
    if source:
        tokenizer = CaptionTokenizer.load(source, context)
    else:
        tokenizer = train_tokenizer(Reader(index).captions(), config.shape.text.vocab, context)
    # A multiple of 64 keeps the head's matrix products on the fast path; the spare ids are never a target.
    config = config.replace(vocab=-(-tokenizer.vocab // 64) * 64)
    s = config.schedule
    accumulate, left = divmod(s.batch, s.micro * world)
    assert accumulate >= 1 and not left, (
        f'batch {s.batch} is not a multiple of micro {s.micro} x {world} ranks: pass --set micro={max(1, s.batch // world)}'
    )
    steps = args.steps if args.steps > 0 else math.ceil(s.epochs * len(index) / s.batch)
    data = Samples(index, tokenizer, config.shape.vision.image, s.augment, args.seed)

    # ---------------------------------------------------------------- model, optimiser, checkpoint
    model = CoCa(config.shape, sigmoid=s.contrastive == 'sigmoid')
    start = 'random weights'
    if args.init or args.init_vit:
        from coca.start import start_from

        start = start_from(model, args.init, args.init_vit)
    model.to(device).compute = dtype
    model.recompute(args.recompute)
    objective = Objective(model, s)
    if args.compile:
        # Blocks share code: trunk and text, packed and padded, with and without gradient are variants of one function.
        torch._dynamo.config.recompile_limit = 64
        for block in blocks_of(model):
            block.compile()
    wrapped = dd.wrap(objective, device, args.fsdp, blocks_of(model))
    adamw = optimiser(model, s)
    average = Average(model, s.ema) if s.ema > 0 else None

    journal = Journal(run, active=rank == 0)
    step = position = bad = unreadable = 0
    found = ck.latest(run)
    if found:
        state = ck.load_checkpoint(found, model, adamw)
        assert state['digest'] == index.digest, f'{run} was trained on other shards: choose another --out, or the same --data'
        assert state['config'] == config.to_json(), f'{run} was trained with another config: choose another --out'
        step, position, start, unreadable = state['step'], state['position'], state['start'], state['unreadable']
        if average:
            average.restore(state['average'])
    if rank == 0 and not found:
        tokenizer.save(run / 'tokenizer.json')
        facts = {'config': json.loads(config.to_json()), 'arguments': vars(args), 'environment': ck.environment()}
        (run / 'run.json').write_text(json.dumps({**facts, 'manifest': index.digest, 'samples': len(index)}, indent=2))
    journal.say(
        f'{config.name}: {parameter_count(model) / 1e6:.1f} M parameters, {len(index)} samples ({everything.broken} broken left out), '
        f'{steps} steps of {s.batch} ({accumulate} x {s.micro} x {world} ranks), {str(dtype)[6:]} on {device}'
        + (f', resumed at step {step}' if found else '')
    )

    def save() -> None:
        ck.save_checkpoint(
            run, model, adamw, step, position=position, digest=index.digest, config=config.to_json(), start=start,
            unreadable=unreadable, **({'average': average.state()} if average else {}),
        )  # fmt: skip

    def result_weights() -> dict[str, torch.Tensor]:
        """What is evaluated and exported: the averaged weights where they are kept, else the last ones."""
        return average.state() if average else ck.whole_weights(model)

    def evaluate() -> dict[str, float]:
        from evals.retrieval import validation

        weights = result_weights() if average or args.fsdp else None  # every rank brings its part, rank 0 evaluates
        if rank != 0:
            return {}
        subject = ck.model_of(config, weights).to(device) if weights else model
        subject.compute = dtype
        scores = {}
        for split in args.eval_split:
            scores |= validation(subject, everything, {**filters, 'split': [split]}, tokenizer, device)
        return scores

    # ---------------------------------------------------------------- the loop
    batches = iter(
        training_batches(
            data, micro=s.micro, count=(steps - step) * accumulate, position=position,
            workers=args.workers, rank=rank, world=world,
        )  # fmt: skip
    )
    peak = peak_flops(device, dtype) * world
    if args.eval_every > 0 and step == 0:
        journal.log(0, **evaluate())
    losses: dict[str, float] = {}
    scores: dict[str, float] = {}
    clock, waited, seen, tokens, since = time.perf_counter(), 0.0, 0, 0, step
    while step < steps and not dd.any_rank(bool(stopping), device):
        began = time.perf_counter()
        micro = [next(batches) for _ in range(accumulate)]
        waited += time.perf_counter() - began
        tokens += sum(int(b.labels) for b in micro)
        unreadable += sum(int(b.skipped) for b in micro)
        result = backward(wrapped, objective, [b.to(device) for b in micro])
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), s.clip)
        norm = float(norm.full_tensor() if hasattr(norm, 'full_tensor') else norm)
        lr = learning_rate(step, steps, s)
        if math.isfinite(norm):
            for group in adamw.param_groups:
                group['lr'] = lr
            adamw.step()
            model.clamp_logit_scale()
            bad = 0
        else:
            bad += 1
            journal.say(f'step {step}: gradient is not finite, step skipped ({bad} in a row)')
            assert bad < PATIENCE, f'{PATIENCE} steps in a row without a finite gradient: lower lr, or train in float32'
        adamw.zero_grad(set_to_none=True)
        step, position, seen = step + 1, position + s.batch, seen + s.batch
        if average:
            average.update(model, step)

        if step % args.log_every == 0 or step == steps or step == 1:
            if device.type == 'cuda':
                torch.cuda.synchronize()
            took = time.perf_counter() - clock
            if device.type == 'cpu':  # measured beside other work of the machine, it may have been too low
                peak = max(peak, peak_flops(device, dtype, seconds=0.02) * world)
            losses = {name: float(value) for name, value in result.items()}
            flops = training_flops(config.shape, tokens * world / seen)
            scale = model.logit_scale.full_tensor() if hasattr(model.logit_scale, 'full_tensor') else model.logit_scale
            numbers = {
                **losses, 'lr': lr, 'grad_norm': norm, 'logit_scale': float(scale.detach().exp()), 'img_s': seen / took,
                'mfu': flops * seen / took / peak, 'data_wait': waited / took, 'epoch': position / len(index),
                'unreadable': unreadable,
            }  # fmt: skip
            journal.log(step, **numbers)
            left_s = (steps - step) * took / (step - since)
            journal.progress(
                f'step {step}/{steps}  epoch {numbers["epoch"]:.2f}  loss {losses["loss"]:.3f} (contrastive {losses["contrastive"]:.3f} '
                f'caption {losses["caption"]:.3f})  grad {norm:.2f}  scale {numbers["logit_scale"]:.1f}  lr {lr:.2e}  '
                f'{numbers["img_s"]:.1f} img/s  MFU {numbers["mfu"]:.0%}  wait {numbers["data_wait"]:.0%}  {left_s:.0f} s left',
                last=step == steps,
            )
            clock, waited, seen, tokens, since = time.perf_counter(), 0.0, 0, 0, step
        if args.eval_every > 0 and step % args.eval_every == 0 and step < steps:
            scores = evaluate()
            journal.log(step, **scores)
        if args.save_every > 0 and step % args.save_every == 0 and step < steps:
            save()

    # ---------------------------------------------------------------- what stays
    save()
    if step >= steps:
        scores = evaluate()
        journal.log(step, **scores)
        weights = result_weights()
    if step >= steps and rank == 0:
        corpus = {
            'digest': index.digest, 'samples': len(index), 'licences': Counter(index.licence.tolist()),
            'filters': {n: v for n, v in filters.items() if v},
        }  # fmt: skip
        card = model_card(config, {
            'corpus': corpus, 'parameters': parameter_count(model), 'steps': step, 'start': start, 'losses': losses,
            'environment': ck.environment(), 'evaluation': scores,
        })  # fmt: skip
        ck.save_model(run / 'model', weights, config, tokenizer, card)
        journal.say(f'done: {run}/model  ' + '  '.join(f'{n} {v:.3f}' for n, v in scores.items()))
    elif step < steps:
        journal.say(f'stopped at step {step} by signal; run the same command again to go on')
    journal.close()
    dd.cleanup()


if __name__ == '__main__':
    os.environ.setdefault('TOKENIZERS_PARALLELISM', 'false')
    main()
