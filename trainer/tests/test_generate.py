"""Acceptance 5: cached generation equals recomputing everything, token for token; and what sampling may choose."""

import pytest
import torch

from coca.attention import Cache
from coca.generate import FORBIDDEN, Writing, advance, beam, narrow, sample, score_captions
from coca.model import CoCa
from coca.text import CLS, END, START


@pytest.fixture
def model(micro):
    torch.manual_seed(2)
    model = CoCa(micro.shape).eval()
    with torch.no_grad():
        model.decoder.head.weight.mul_(30)  # decided, so that argmax does not hang on rounding
    return model


def pictures(micro, n=3):
    return torch.randn(n, 3, micro.shape.vision.image, micro.shape.vision.image)


def recomputed(model, images, limit):
    """Greedy captions without any cache: the whole prefix again for every token."""
    ids = torch.full((len(images), 1), START)
    for _ in range(limit):
        logits = model.caption_logits(images, ids)[:, -1]
        logits[:, list(FORBIDDEN)] = -torch.inf
        ids = torch.cat([ids, logits.argmax(-1, keepdim=True)], dim=1)
    rows = ids[:, 1:].tolist()
    return [r[: r.index(END)] if END in r else r for r in rows]


def test_cached_generation_equals_recomputed(model, micro):
    images = pictures(micro)
    assert sample(model, images, limit=15, temperature=0) == recomputed(model, images, 15)


@torch.no_grad()
def test_cached_log_probabilities_equal_recomputed(model, micro):
    images, writing = pictures(micro, 2), None
    ids = torch.tensor([[START, 9, 10, 11, 12]] * 2)
    writing = Writing.of(model, images)
    for t in range(ids.shape[1]):
        log_p = advance(model, writing, ids[:, t : t + 1])
        logits = model.caption_logits(images, ids[:, : t + 1])[:, -1]
        logits[:, list(FORBIDDEN)] = -torch.inf
        assert torch.allclose(log_p, logits.log_softmax(-1), atol=1e-4)


def test_one_beam_is_greedy(model, micro):
    images = pictures(micro)
    assert beam(model, images, beams=1, limit=12) == sample(model, images, limit=12, temperature=0)


@torch.no_grad()
def test_more_beams_find_captions_at_least_as_likely(model, micro):
    images = pictures(micro, 1)

    def likelihood(words):
        ids = torch.tensor([[START, *words, END, CLS]])
        return float(score_captions(model, images, ids))

    one, many = beam(model, images, beams=1, limit=8), beam(model, images, beams=6, limit=8)
    short = [c for c in (one[0], many[0]) if len(c) < 8]
    if len(short) == 2:  # both ended by themselves, so that scores compare
        assert likelihood(many[0]) >= likelihood(one[0]) - 1e-4
    assert many[0] and all(t not in FORBIDDEN for t in many[0])


def test_same_dice_same_caption(model, micro):
    images = pictures(micro)
    a, b = (sample(model, images, 10, top_k=5, generator=torch.Generator().manual_seed(4)) for _ in range(2))
    assert a == b


def test_narrowing():
    logits = torch.log(torch.tensor([[0.5, 0.3, 0.15, 0.05]]))
    alive = lambda x: torch.isfinite(x)[0].tolist()  # noqa: E731
    assert alive(narrow(logits, 2, 1.0)) == [True, True, False, False]
    assert alive(narrow(logits, 0, 0.7)) == [True, True, False, False]
    assert alive(narrow(logits, 0, 0.01)) == [True, False, False, False]
    assert alive(narrow(logits, 0, 1.0)) == [True] * 4


def test_reordering_an_empty_cache_is_refused():
    with pytest.raises(AssertionError, match='feed the prompt first'):
        Cache().reorder(torch.tensor([0]))
