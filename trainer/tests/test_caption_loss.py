"""Acceptance 1: chunked and dropped cross-entropy equals the full one, values and gradients."""

import pytest
import torch

from coca.caption_loss import IGNORE, caption_loss, full_caption_loss


def inputs(rows=50, width=16, vocab=40, ignored=0.6):
    hidden = torch.randn(rows, width, dtype=torch.float64).float().requires_grad_()
    weight = (0.3 * torch.randn(vocab, width)).requires_grad_()
    targets = torch.randint(0, vocab, (rows,))
    targets[torch.rand(rows) < ignored] = IGNORE
    return hidden, weight, targets


@pytest.mark.parametrize('chunk', [1, 7, 50, 1000])
def test_chunked_equals_full_with_gradients(chunk):
    hidden, weight, targets = inputs()
    full = full_caption_loss(hidden, weight, targets)
    expected = torch.autograd.grad(full / 3, (hidden, weight))
    loss = caption_loss(hidden, weight, targets, chunk)
    actual = torch.autograd.grad(loss / 3, (hidden, weight))
    assert torch.allclose(loss, full, rtol=1e-6)
    assert all(torch.allclose(a, e, atol=1e-6) for a, e in zip(actual, expected))


def test_dropping_ignored_rows_first_changes_nothing():
    hidden, weight, targets = inputs()
    real = targets != IGNORE
    dropped = caption_loss(hidden[real], weight, targets[real], 8)
    assert torch.allclose(dropped, full_caption_loss(hidden, weight, targets), rtol=1e-6)


def test_no_valid_token_gives_zero_and_zero_gradients():
    hidden, weight, targets = inputs(ignored=2.0)
    loss = caption_loss(hidden, weight, targets, 8)
    gradients = torch.autograd.grad(loss, (hidden, weight))
    assert float(loss.detach()) == 0 and all(float(g.abs().max()) == 0 for g in gradients)


def test_without_gradient_it_is_the_same_number():
    hidden, weight, targets = inputs()
    with torch.no_grad():
        assert torch.allclose(caption_loss(hidden, weight, targets, 8), full_caption_loss(hidden, weight, targets))
