"""The loop that both trainings share: one thread trains, one light process composes, killed runs go on.

The schedule follows the trainer's processor time, so that a busy machine costs time but no training.
"""

import math
import os
import time
from pathlib import Path

import numpy as np
import torch
from torch import multiprocessing

from net import Ema


def add_options(parser, minutes, out, rate, seed, splits):
    parser.add_argument('--minutes', type=float, default=minutes, help='minutes of processor time in all, resumed runs included')
    parser.add_argument('--splits', default=splits, help="parts of pool.py's split to train on")
    parser.add_argument('--out', type=Path, default=Path(out), help='state.pt (to resume), model.pt (averaged weights), report.json')
    parser.add_argument('--rate', type=float, default=rate)
    parser.add_argument('--from', dest='start', type=Path, help='model.pt of another run, or a model.onnx that export.py wrote')
    parser.add_argument('--seed', type=int, default=seed)


def composed(compose, options):
    """A queue that a process of its own fills by `compose(queue, seed, splits)`. A resumed run sees other figures."""
    context = multiprocessing.get_context('spawn')
    queue = context.Queue(6)
    seed = options.seed + 7919 * (options.out / 'state.pt').exists() * int(time.time() % 1000)
    worker = context.Process(target=compose, args=(queue, seed, tuple(options.splits.split(','))), daemon=True)
    worker.start()
    return queue, worker


def train(model, groups, queue, loss_of, options, decay):
    """Trains until `options.minutes` are spent and gives the number of steps; `model` then holds the averaged weights.

    `groups`: [(parameters, peak rate)]; `loss_of(model, batch)`: loss of one batch of the queue; `decay`: of the average.
    """
    optimiser = torch.optim.AdamW([{'params': list(p), 'lr': rate, 'peak': rate} for p, rate in groups], weight_decay=0.02)
    ema, spent, step, state = Ema(model, decay), 0.0, 0, options.out / 'state.pt'
    if state.exists():
        saved = torch.load(state)
        model.load_state_dict(saved['model'])
        optimiser.load_state_dict(saved['optimiser'])
        ema.state, ema.steps, spent, step = saved['ema'], saved['steps'], saved['spent'], saved['step']
        print(f'resumed at step {step}, {spent / 60:.1f} min', flush=True)
    budget, saved_at, begun, waited, losses = options.minutes * 60, time.time(), time.time(), 0.0, []
    first = step
    while spent < budget:
        used, tick = time.process_time(), time.time()
        batch = queue.get()
        waited += time.time() - tick
        rate = min(1, (step + 1) / 60) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent / budget)))
        for group in optimiser.param_groups:
            group['lr'] = group['peak'] * rate
        model.train()
        loss = loss_of(model, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimiser.step()
        ema.update(model)
        step, spent = step + 1, spent + time.process_time() - used
        losses.append(loss.item())
        if step % 50 == 0:
            speed = (step - first) / (time.time() - begun)
            print(f'step {step} spent {spent / 60:.1f} min loss {np.mean(losses[-50:]):.3f} {speed:.2f} steps/s waited {waited:.0f} s', flush=True)
        if time.time() - saved_at > 150 or spent >= budget:
            saved_at = time.time()
            save(state, {'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'ema': ema.state, 'steps': ema.steps, 'spent': spent, 'step': step})
            save(options.out / 'model.pt', ema.state)
    model.load_state_dict(ema.state)
    return step


def save(path, value):
    torch.save(value, path.with_suffix('.part'))
    os.replace(path.with_suffix('.part'), path)
