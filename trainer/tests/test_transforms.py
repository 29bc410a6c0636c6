"""Geometry of pictures."""

import io

import numpy as np
import pytest
import torch
from PIL import Image

from coca.transforms import MEAN, decode, fit, normalise, random_crop


def picture(w, h, colour=(200, 100, 50)):
    return Image.new('RGB', (w, h), colour)


def test_large_pictures_are_cropped_to_their_centre():
    image = picture(300, 100, (0, 0, 0))
    image.paste((255, 255, 255), (100, 0, 200, 100))  # the middle third
    assert fit(image, 50)[:, 2:-2].min() == 255


@pytest.mark.parametrize('size', [(20, 20), (20, 200), (200, 20)])
def test_small_pictures_are_padded_with_black_not_enlarged(size):
    out = fit(picture(*size), 64)
    assert out.shape == (64, 64, 3)
    inside = (out.sum(axis=2) > 0).sum()
    assert inside == min(size[0], 64) * min(size[1], 64)
    assert out[32, 32].tolist() == [200, 100, 50]


def test_orientation_of_cameras_is_applied():
    image = picture(40, 20)
    buffer = io.BytesIO()
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(buffer, 'JPEG', exif=exif)
    assert decode(buffer.getvalue()).size == (20, 40)


def test_random_crop_fills_the_square():
    out = random_crop(picture(90, 30), 32, np.random.default_rng(0))
    assert out.shape == (32, 32, 3) and out.min() > 0


def test_normalise():
    x = torch.full((1, 2, 2, 3), 255, dtype=torch.uint8)
    assert normalise(x).shape == (1, 3, 2, 2)
    grey = (torch.tensor(MEAN) * 255).round().to(torch.uint8).view(1, 1, 1, 3)
    assert float(normalise(grey).abs().max()) < 0.01
