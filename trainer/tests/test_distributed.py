"""Acceptance 2: gradients of two processes, of accumulated micro-batches, and of both, equal one large batch's."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from ranks import gradients

HERE = Path(__file__).parent


def free_port() -> int:
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def two_processes(out: Path, *arguments: str) -> dict:
    """torchrun by hand: no rendezvous server, so it is quick."""
    env = {**os.environ, 'MASTER_ADDR': '127.0.0.1', 'MASTER_PORT': str(free_port()), 'WORLD_SIZE': '2', 'OMP_NUM_THREADS': '1'}
    started = [
        subprocess.Popen([sys.executable, HERE / 'ranks.py', out, *arguments], env={**env, 'RANK': str(r), 'LOCAL_RANK': str(r)})
        for r in range(2)
    ]
    assert [p.wait(timeout=120) for p in started] == [0, 0]
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


@pytest.mark.parametrize(
    'kind, accumulate, parallel', [('softmax', 1, 'ddp'), ('softmax', 2, 'ddp'), ('sigmoid', 1, 'ddp'), ('softmax', 2, 'fsdp')]
)
def test_two_ranks_equal_one_process(tmp_path, kind, accumulate, parallel):
    expected, losses = gradients(kind, 1)
    out = two_processes(tmp_path / 'rank0.pt', kind, str(accumulate), parallel)
    same(out['gradients'], expected)
    assert all(torch.allclose(out['losses'][n], losses[n], rtol=1e-5) for n in ('loss', 'contrastive', 'caption'))
