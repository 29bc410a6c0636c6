"""Acceptance 6 and 7 through the real command: overfits 32 pairs; killed and resumed gives the same losses."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from coca.checkpoint import load_model
from coca.generate import sample
from coca.loader import Samples, each_once
from coca.shards import open_index
from coca.train import main as train
from coca.transforms import normalise
from evals.api import CoCaEncoder
from evals.retrieval import Retrieval

TRAINER = Path(__file__).parent.parent
SMALL = ['vision.layers=1', 'text.layers=1', 'decoder.layers=1', 'image=32', 'vocab=320', 'batch=8', 'micro=4']


def run(shards, out, *more, settings=()):
    train(['--data', str(shards), '--out', str(out), '--log-every', '1', *more, '--set', *SMALL, *settings])


def losses(run: Path) -> dict[int, float]:
    rows = map(json.loads, (run / 'log.jsonl').read_text().splitlines())
    return {r['step']: r['loss'] for r in rows if 'loss' in r}


def test_overfits_32_pairs(tmp_path, shards):
    out = tmp_path / 'run'
    train([
        '--data', str(shards), '--out', str(out), '--split', '--steps', '90', '--log-every', '30',
        '--set', 'batch=48', 'micro=48', 'vision.layers=2', 'image=32', 'weight_decay=0', 'warmup=10', 'lr=2e-3',
    ])  # fmt: skip
    model, tokenizer, _ = load_model(out / 'model')
    index = open_index(shards)
    index = index.where([i < 32 for i in range(len(index))])
    scores = dict(Retrieval(index, tokenizer).run(CoCaEncoder(model, tokenizer)))
    assert scores['i2t_r@1'] == 1 and scores['t2i_r@1'] == 1
    data = Samples(index, tokenizer, 32)
    batch = next(each_once(data, 32))
    written = [tokenizer.decode(ids) for ids in sample(model, normalise(batch.images), 40, temperature=0)]
    meant = [data.reader.caption(i).lower() for i in range(32)]
    assert sum(w == m for w, m in zip(written, meant)) >= 31


@pytest.mark.parametrize('settings', [(), ('ema=0.9', 'contrastive=sigmoid', 'augment=crop')])
def test_killed_and_resumed_gives_the_same_losses(tmp_path, shards, settings):
    run(shards, tmp_path / 'whole', '--steps', '6', settings=settings)
    expected = losses(tmp_path / 'whole')

    out = tmp_path / 'killed'
    command = [sys.executable, '-m', 'coca', 'train', '--data', shards, '--out', out, '--log-every', '1', '--steps', '6']
    process = subprocess.Popen(
        [*command, '--save-every', '2', '--set', *SMALL, *settings],
        cwd=TRAINER, env={**os.environ, 'OMP_NUM_THREADS': '1'}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while process.poll() is None and not list(out.glob('step-000002.pt')):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    run(shards, out, '--steps', '6', settings=settings)
    actual = losses(out)
    assert actual == expected, 'to the last digit'
    a, b = (load_model(p / 'model')[0].state_dict() for p in (tmp_path / 'whole', out))
    assert all(torch.equal(a[n], b[n]) for n in a)


def test_sigterm_saves_and_ends(tmp_path, shards):
    out = tmp_path / 'run'
    command = [sys.executable, '-m', 'coca', 'train', '--data', shards, '--out', out, '--log-every', '1', '--steps', '5000']
    process = subprocess.Popen(
        [*command, '--set', *SMALL], cwd=TRAINER, env={**os.environ, 'OMP_NUM_THREADS': '1'},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while process.poll() is None and not ((out / 'log.jsonl').exists() and losses(out)):
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0 and 'run the same command again' in told
    saved = torch.load(out / (out / 'latest').read_text(), weights_only=True)
    assert saved['step'] == max(losses(out)) and saved['position'] == 8 * saved['step']


def test_a_run_on_other_data_is_not_continued(tmp_path, shards):
    from make_shards import write

    run(shards, tmp_path / 'run', '--steps', '1')
    other = write(tmp_path / 'other', 24)
    with pytest.raises(AssertionError, match='other shards'):
        run(other, tmp_path / 'run', '--steps', '2')
    with pytest.raises(AssertionError, match='another config'):
        run(shards, tmp_path / 'run', '--steps', '2', settings=('lr=0.5',))


def test_a_non_finite_step_is_skipped_and_many_end_the_run(tmp_path, shards):
    with pytest.raises(AssertionError, match='without a finite gradient'):
        run(shards, tmp_path / 'run', '--steps', '40', settings=('contrastive_weight=nan',))


def test_model_card_tells_the_corpus(tmp_path, shards):
    run(shards, tmp_path / 'run', '--steps', '1', '--licence', 'commercial')
    card = (tmp_path / 'run' / 'model' / 'README.md').read_text()
    assert open_index(shards).digest in card and 'commercial: ' in card and 'noncommercial: ' not in card


def test_batch_that_does_not_divide_is_refused(tmp_path, shards):
    with pytest.raises(AssertionError, match='not a multiple'):
        run(shards, tmp_path / 'run', settings=('batch=9',))


def test_dry_run_prints_size_and_speed(capsys, tmp_path):
    train(['--preset', 'conch-b16', '--dry-run', '--data', '.', '--out', str(tmp_path / 'x')])
    told = capsys.readouterr().out
    assert 'parameters 395' in told and 'img/s on an H200' in told
