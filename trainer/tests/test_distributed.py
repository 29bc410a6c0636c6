"""Acceptance 2: gradients of two processes, of accumulated micro-batches, and of both, equal one large batch's. Then the
real command on two processes with sharded weights: stopped, resumed, and leaving a whole model behind.
"""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from ranks import gradients

from coca.checkpoint import load_model
from coca.train import main as train

HERE = Path(__file__).parent
CASES = ['softmax-1-ddp', 'softmax-2-ddp', 'sigmoid-1-ddp', 'sigmoid-2-ddp', 'softmax-1-fsdp', 'softmax-2-fsdp', 'sigmoid-1-fsdp']


def two_processes(*command: str | Path) -> list[subprocess.Popen]:
    """torchrun by hand: no rendezvous server, so it is quick."""
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = str(s.getsockname()[1])
    env = {**os.environ, 'MASTER_ADDR': '127.0.0.1', 'MASTER_PORT': port, 'WORLD_SIZE': '2', 'OMP_NUM_THREADS': '1'}
    return [
        subprocess.Popen([sys.executable, *command], env={**env, 'RANK': str(r), 'LOCAL_RANK': str(r)}, cwd=HERE.parent)
        for r in range(2)
    ]


def ends(processes: list[subprocess.Popen]) -> list[int]:
    """Exit codes; ranks that wait for each other for ever are ended."""
    try:
        return [p.wait(timeout=240) for p in processes]
    finally:
        for p in processes:
            p.kill()


@pytest.fixture(scope='module')
def two_ranks(tmp_path_factory) -> dict:
    out = tmp_path_factory.mktemp('ranks') / 'rank0.pt'
    assert ends(two_processes(HERE / 'ranks.py', out, *CASES)) == [0, 0]
    return torch.load(out)


def same(actual: dict, expected: dict) -> None:
    assert set(actual) == set(expected)
    for name, gradient in expected.items():
        assert (actual[name] - gradient).norm() <= 1e-5 * gradient.norm() + 1e-7, name


@pytest.mark.parametrize('kind', ['softmax', 'sigmoid'])
@pytest.mark.parametrize('accumulate', [2, 4])
def test_accumulation_equals_the_large_batch(kind, accumulate):
    expected, losses = gradients(kind, 1)
    actual, parts = gradients(kind, accumulate)
    same(actual, expected)
    assert all(torch.allclose(parts[n], losses[n], rtol=1e-5) for n in ('loss', 'contrastive', 'caption'))


@pytest.mark.parametrize('case', CASES)
def test_two_ranks_equal_one_process(two_ranks, case):
    expected, losses = gradients(case.split('-')[0], 1)
    same(two_ranks[case]['gradients'], expected)
    assert all(torch.allclose(two_ranks[case]['losses'][n], losses[n], rtol=1e-5) for n in ('loss', 'contrastive', 'caption'))


SMALL = ['vision.layers=1', 'text.layers=1', 'decoder.layers=1', 'image=32', 'vocab=320', 'batch=8', 'ema=0.9']


def losses(run: Path) -> dict[int, float]:
    rows = map(json.loads, (run / 'log.jsonl').read_text().splitlines())
    return {r['step']: r['loss'] for r in rows if 'loss' in r}


def test_sharded_training_stops_resumes_and_leaves_a_whole_model(tmp_path, shards):
    """FSDP2 on two processes, with averaged weights and recomputation; one process without either is the reference."""
    arguments = ['--data', str(shards), '--steps', '12', '--log-every', '1', '--eval-every', '8', '--set', *SMALL]
    train(['--out', str(tmp_path / 'alone'), *arguments, 'micro=8'])
    worker = two_processes(HERE / 'sharded.py', tmp_path, '--fsdp', '--recompute', *arguments, 'micro=4')
    assert ends(worker) == [0, 0]

    alone, whole, again = (losses(tmp_path / n) for n in ('alone', 'whole', 'stopped'))
    assert again == whole, 'to the last digit'
    assert [whole[i] for i in range(1, 6)] == pytest.approx([alone[i] for i in range(1, 6)], rel=1e-4)
    model = load_model(tmp_path / 'whole' / 'model')[0]
    average = torch.load(tmp_path / 'whole' / 'step-000012.pt', weights_only=True)['average']
    assert dict(model.named_parameters()).keys() == average.keys()
    assert all(torch.equal(p, average[n]) for n, p in model.named_parameters())
    scores = [json.loads(line) for line in (tmp_path / 'whole' / 'log.jsonl').read_text().splitlines() if 'val_candidates' in line]
    assert [s['step'] for s in scores] == [0, 8, 12], 'evaluated before, during and after, on weights put together'
