"""Run from the repository: `.venv/bin/python -m pytest trainer/tests trainer/evals -q`. About a minute on an idle core."""

import os
import sys
from pathlib import Path

os.environ.setdefault('TOKENIZERS_PARALLELISM', 'false')
TRAINER = Path(__file__).parent.parent
sys.path[:0] = [str(TRAINER), str(Path(__file__).parent)]

import numpy as np  # noqa: E402
import pytest  # noqa: E402
import torch  # noqa: E402
from make_shards import write  # noqa: E402

from coca.batch import Batch, collate  # noqa: E402
from coca.config import Config, preset  # noqa: E402
from coca.text import CLS, END, START  # noqa: E402

torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


@pytest.fixture(scope='session')
def shards(tmp_path_factory):
    """48 generated samples in 6 shards; the index cache goes to a folder of the test."""
    os.environ['XDG_CACHE_HOME'] = str(tmp_path_factory.mktemp('cache'))
    return write(tmp_path_factory.mktemp('shards'))


@pytest.fixture(scope='session')
def micro() -> Config:
    """Smaller than tiny: every part there, a step takes milliseconds."""
    return preset('tiny').replace(**{
        'image': 16, 'patch': 8, 'vision.width': 32, 'vision.layers': 2, 'vision.heads': 2, 'context': 24, 'vocab': 64,
        'text.width': 32, 'text.layers': 2, 'text.heads': 2, 'decoder.layers': 2, 'decoder.heads': 2, 'embed': 16,
        'pooler_heads': 2, 'caption_queries': 4,
    })  # fmt: skip


@pytest.fixture(scope='session')
def random_batch(micro):
    """`random_batch(8, seed)`: pictures of noise, captions of 1 to 18 random words, two of them sharing a caption."""

    def make(size: int, seed: int = 0) -> Batch:
        rng = np.random.default_rng(seed)
        side, vocab = micro.shape.vision.image, micro.shape.text.vocab
        images = [rng.integers(0, 256, (side, side, 3), dtype=np.uint8) for _ in range(size)]
        words = [rng.integers(4, vocab, rng.integers(1, 19)).tolist() for _ in range(size)]
        groups = rng.integers(0, 10**6, size).tolist()
        if size > 3:
            words[1], groups[1] = words[3], groups[3]
        return collate(images, [[START, *w, END, CLS] for w in words], groups, micro.shape.text.context)

    return make
