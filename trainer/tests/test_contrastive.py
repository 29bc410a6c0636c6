"""Contrastive losses against their definitions, and panels that share a caption."""

import math

import pytest
import torch
import torch.nn.functional as F

from coca.contrastive import loss_floor, sigmoid_loss, softmax_loss


def unit(rows, width=8):
    return F.normalize(torch.randn(rows, width), dim=-1)


def test_softmax_is_clips_loss_when_captions_differ():
    image, text, scale = unit(6), unit(6), torch.tensor(10.0)
    logits = scale * image @ text.t()
    label = torch.arange(6)
    clip = (F.cross_entropy(logits, label) + F.cross_entropy(logits.t(), label)) / 2
    assert softmax_loss(image, text, scale, torch.arange(6)) == pytest.approx(float(clip))


def test_panels_with_one_caption_are_no_negatives():
    image = unit(4)
    image[1] = image[0]  # two panels of a figure, one caption
    group = torch.tensor([7, 7, 8, 9])
    perfect = softmax_loss(image, image, torch.tensor(100.0), group)
    assert perfect == pytest.approx(float(loss_floor(group)), abs=1e-2)
    punished = softmax_loss(image, image, torch.tensor(100.0), torch.arange(4))
    aware_gradient, blind_gradient = (
        torch.autograd.grad(softmax_loss(x := image.clone().requires_grad_(), unit(4), torch.tensor(9.0), g), x)[0]
        for g in (group, torch.arange(4))
    )
    assert float(loss_floor(group)) == pytest.approx(math.log(2) / 2)
    assert punished >= perfect - 1e-4 and not torch.allclose(aware_gradient, blind_gradient)


def test_sigmoid_by_its_definition():
    image, text, scale, bias = unit(5), unit(5), torch.tensor(4.0), torch.tensor(-3.0)
    group = torch.tensor([1, 2, 3, 3, 4])
    expected = 0.0
    for i in range(5):
        for j in range(5):
            sign = 1 if group[i] == group[j] else -1
            expected -= math.log(1 / (1 + math.exp(-sign * float(scale * image[i] @ text[j] + bias))))
    assert sigmoid_loss(image, text, scale, bias, group) == pytest.approx(expected / 5, rel=1e-5)
