"""Acceptance 6 and 7 through the real command: overfits 32 pairs; killed and resumed gives the same losses."""

import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from make_shards import sample as make_sample
from make_shards import write
from safetensors.torch import load_file, save_file

import coca.train
from coca.caption import main as caption
from coca.checkpoint import load_model, save_checkpoint, write_whole
from coca.generate import sample
from coca.loader import Samples, each_once
from coca.model import CoCa
from coca.optim import optimiser
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


def test_overfits_32_pairs(tmp_path):
    shards, out, began = write(tmp_path / 'shards', 32), tmp_path / 'run', time.process_time()
    train([
        '--data', str(shards), '--out', str(out), '--split', '--steps', '100', '--log-every', '50',
        '--set', 'batch=32', 'micro=32', 'vision.layers=2', 'image=32', 'weight_decay=0', 'warmup=10', 'lr=2e-3',
    ])  # fmt: skip
    assert time.process_time() - began < 60, 'a minute of one core at most'
    model, tokenizer, _ = load_model(out / 'model')
    index = open_index(shards, cache=False)
    assert len(index) == 32
    scores = dict(Retrieval(index, tokenizer).run(CoCaEncoder(model, tokenizer)))
    assert scores['i2t_r@1'] == 1 and scores['t2i_r@1'] == 1
    data = Samples(index, tokenizer, 32)
    batch = next(each_once(data, 32))
    written = [tokenizer.decode(ids) for ids in sample(model, normalise(batch.images), 40, temperature=0)]
    meant = [data.reader.caption(i).lower() for i in range(32)]
    assert written == meant


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
    run(shards, tmp_path / 'run', '--steps', '1')
    other = write(tmp_path / 'other', 24)
    with pytest.raises(AssertionError, match='other shards'):
        run(other, tmp_path / 'run', '--steps', '2')
    with pytest.raises(AssertionError, match='another config'):
        run(shards, tmp_path / 'run', '--steps', '2', settings=('lr=0.5',))


def test_a_non_finite_step_is_skipped_and_the_run_goes_on(tmp_path, shards, monkeypatch):
    steps, real = iter(range(1, 5)), coca.train.backward

    def poisoned(wrapped, objective, micro):
        result = real(wrapped, objective, micro)
        if next(steps) == 3:
            objective.model.decoder.head.weight.grad[0, 0] = float('nan')
        return result

    monkeypatch.setattr(coca.train, 'backward', poisoned)
    out = tmp_path / 'run'
    run(shards, out, '--steps', '4', '--save-every', '1')
    states = [torch.load(out / f'step-00000{i}.pt', weights_only=True) for i in (2, 3, 4)]
    before, skipped, after = (s['model']['decoder.head.weight'] for s in states)
    assert torch.equal(before, skipped) and not torch.equal(skipped, after) and bool(torch.isfinite(after).all())
    moments = [s['optimiser']['state']['decoder.head.weight']['exp_avg'] for s in states]
    assert torch.equal(moments[0], moments[1]), 'the optimiser did not see it either'


def test_many_non_finite_steps_end_the_run(tmp_path, shards):
    with pytest.raises(AssertionError, match='without a finite gradient'):
        run(shards, tmp_path / 'run', '--steps', '40', settings=('contrastive_weight=nan',))


def test_training_clamps_the_logit_scale(tmp_path, shards):
    save_file({'logit_scale': torch.tensor([9.0])}, tmp_path / 'hot.safetensors')
    run(shards, tmp_path / 'run', '--steps', '1', '--init', str(tmp_path / 'hot.safetensors'))
    assert load_file(tmp_path / 'run' / 'model' / 'model.safetensors')['logit_scale'] == pytest.approx(math.log(100))


def test_a_checkpoint_is_whole_or_absent(tmp_path, micro):
    def half(part):
        part.write_bytes(b'half of')
        raise OSError('disk full')

    (tmp_path / 'latest').write_text('old')
    with pytest.raises(OSError):
        write_whole(tmp_path / 'latest', half)
    assert [p.name for p in tmp_path.iterdir()] == ['latest'] and (tmp_path / 'latest').read_text() == 'old'

    (tmp_path / '.step-000001.pt.99.part').write_bytes(b'what a kill left')
    model = CoCa(micro.shape)
    adamw = optimiser(model, micro.schedule)
    for step in range(1, 6):
        save_checkpoint(tmp_path, model, adamw, step, keep=2)
    names = ['latest', 'step-000004.pt', 'step-000005.pt']
    assert sorted(p.name for p in tmp_path.iterdir()) == names and (tmp_path / 'latest').read_text() == names[-1]


def test_averaged_weights_are_what_is_exported(tmp_path, shards):
    run(shards, tmp_path / 'run', '--steps', '3', settings=('ema=0.9',))
    state = torch.load(tmp_path / 'run' / 'step-000003.pt', weights_only=True)
    exported = load_model(tmp_path / 'run' / 'model')[0].state_dict()
    assert all(torch.equal(exported[n], w) for n, w in state['average'].items())
    assert not torch.equal(exported['decoder.head.weight'], state['model']['decoder.head.weight'])


def test_the_log_holds_what_a_run_is_judged_by(tmp_path, shards):
    run(shards, tmp_path / 'run', '--steps', '2', '--workers', '1')
    rows = [json.loads(line) for line in (tmp_path / 'run' / 'log.jsonl').read_text().splitlines()]
    wanted = {'loss', 'contrastive', 'floor', 'caption', 'grad_norm', 'lr', 'logit_scale', 'img_s', 'mfu', 'data_wait', 'epoch', 'unreadable'}
    assert wanted <= rows[0].keys() and 0 <= rows[1]['data_wait'] < 1 and rows[1]['img_s'] > 0 and rows[1]['mfu'] > 0
    board = next((tmp_path / 'run').glob('events.out.tfevents.*')).read_bytes()
    assert all(name.encode() in board for name in wanted)


def test_coca_caption_writes_a_line_a_picture(tmp_path, shards, capsys):
    run(shards, tmp_path / 'run', '--steps', '1')
    for i in range(2):
        (tmp_path / f'{i}.jpg').write_bytes(make_sample(i, 60)[0])
    pictures = [str(tmp_path / f'{i}.jpg') for i in range(2)]
    for way in ([], ['--top-k', '5'], ['--top-p', '0.9', '--seed', '3']):
        caption(['--model', str(tmp_path / 'run' / 'model'), '--limit', '6', *way, *pictures])
        assert [line.split('\t')[0] for line in capsys.readouterr().out.splitlines()] == pictures


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
