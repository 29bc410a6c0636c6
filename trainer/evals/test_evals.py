"""Evaluators on embeddings with known answers."""

import json

import numpy as np
import pytest
from make_shards import write

from coca.shards import open_index
from coca.tokenizer import train_tokenizer
from evals.retrieval import Retrieval, ranks
from evals.stats import balanced_accuracy, interval
from evals.zeroshot import PROMPTS, ZeroShot, class_embeds, read_prompts

COLOURS = {'pink': (230, 140, 180), 'violet': (120, 80, 160), 'brown': (140, 90, 50), 'teal': (60, 150, 150)}


class ByColour:
    """Knows a picture by its darkest colour and a sentence by the colour it names: right or constant on purpose."""

    side = 32

    def __init__(self, constant=False):
        self.constant = constant

    def _unit(self, rows):
        rows = np.ones((len(rows), 4)) if self.constant else np.array(rows, float)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def image_embeds(self, images):
        pixels = images.numpy().reshape(len(images), -1, 3).astype(float)
        dark = [p[p.min(axis=1) <= np.quantile(p.min(axis=1), 0.1)].mean(axis=0) for p in pixels]
        table = np.array(list(COLOURS.values()), float)
        return self._unit([np.eye(4)[np.argmin(np.abs(table - d).sum(axis=1))] for d in dark])

    def text_embeds(self, texts):
        return self._unit([[float(c in t) + 0.01 for c in COLOURS] for t in texts])


@pytest.fixture
def index(tmp_path):
    return open_index(write(tmp_path / 'shards', 48), cache=False)


TOKENS = train_tokenizer(['tissue'], 300, 64)


def test_ranks_by_hand():
    query = np.array([[1.0, 0], [0, 1]])
    candidates = np.array([[1.0, 0], [0.9, 0.1], [0, 1]])
    positive = np.array([[False, True, False], [False, False, True]])
    assert ranks(query, candidates, positive).tolist() == [2, 1]
    assert ranks(query, candidates, np.array([[True, True, False], [False, False, True]])).tolist() == [1, 1]


def test_constant_embeddings_get_no_credit():
    same = np.ones((6, 3))
    assert ranks(same, same, np.eye(6, dtype=bool)).tolist() == [6] * 6


def test_retrieval_counts_repeated_captions_as_right(index):
    scores = dict(Retrieval(index, TOKENS).run(ByColour()))
    # 48 pictures, 12 captions a colour: a colour-knower ties the 11 wrong ones, and ties count against it.
    assert scores['i2t_r@10'] == 0 and scores['candidates'] == 48
    assert dict(Retrieval(index, TOKENS).run(ByColour(constant=True)))['t2i_mean'] == 0


def test_zero_shot_by_stain(index, tmp_path):
    """Stain alternates with the sample number, and so does colour: pink and brown are H&E, violet and teal IHC."""
    prompts = {'0': {'classnames': {'H&E': ['pink', 'brown'], 'IHC': ['violet', 'teal']}, 'templates': ['CLASSNAME tissue']}}
    path = tmp_path / 'prompts.json'
    path.write_text(json.dumps(prompts))
    scores = dict(ZeroShot(index, TOKENS, 'stain', path).run(ByColour()))
    assert scores['zeroshot_stain_bacc'] == 1 and scores['zeroshot_stain_bacc_low'] == 1
    assert scores['zeroshot_stain_bacc_single_median'] < 1, 'one name knows one of the two colours'
    constant = dict(ZeroShot(index, TOKENS, 'stain', path).run(ByColour(constant=True)))
    assert constant['zeroshot_stain_bacc'] == 0.5


def test_class_embeddings_are_unit_means():
    out = class_embeds(ByColour(), {'a': ['pink', 'teal']}, ['CLASSNAME x'])
    assert np.linalg.norm(out) == pytest.approx(1) and out[0, 0] == pytest.approx(out[0, 3])


@pytest.mark.parametrize('path', sorted(PROMPTS.glob('*.json')), ids=lambda p: p.stem)
def test_shipped_prompts_are_well_formed(path):
    names, templates = read_prompts(path)
    assert len(names) > 1 and len(templates) > 5 and all(len(set(n)) == len(n) > 1 for n in names.values())


def test_balanced_accuracy_and_its_interval():
    truth, guess = np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0])
    assert balanced_accuracy(truth, guess) == 0.5
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, 400)
    guess = np.where(rng.random(400) < 0.8, truth, 1 - truth)
    low, high = interval(balanced_accuracy, truth, guess)
    assert low < 0.8 < high and 0.05 < high - low < 0.12
    clustered = interval(balanced_accuracy, truth, guess, clusters=np.arange(400) // 40)
    assert clustered != (low, high)
