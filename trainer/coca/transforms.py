"""Pixels: decode, resize on the CPU as bytes, normalise on the device.

Batches travel as uint8, a quarter of float32, and become numbers on the device. The geometry is the paper's: shorter
edge to the model's side (bicubic), centre crop; a picture smaller than that is not blown up but padded with black.
Node does the same in matchers/embed; `preprocessor_config.json` tells third parties.
"""

import io
import math

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

# OpenAI CLIP's statistics, as in the paper's released transform.
MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)


def decode(data: bytes, side: int | None = None) -> Image.Image:
    """Bytes to an upright RGB image, transparency on white. Raises OSError or ValueError when they are no picture."""
    image = Image.open(io.BytesIO(data))
    if side and image.format == 'JPEG':
        image.draft('RGB', (2 * side, 2 * side))  # lets libjpeg decode huge figures at a half, quarter or eighth
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        image = image.convert('RGBA')
        image = Image.alpha_composite(Image.new('RGBA', image.size, 'white'), image)
    return image.convert('RGB')


def fit(image: Image.Image, side: int) -> np.ndarray:
    """Shorter edge to `side` (never enlarged), centre crop, black where nothing is: [side, side, 3] uint8."""
    w, h = image.size
    scale = min(1.0, side / min(w, h))
    new = (int(w * scale + 0.5), int(h * scale + 0.5))  # halves up, as in matchers/embed
    if new != (w, h):
        # Rows, then columns: Pillow by itself goes by what is cheaper, which differs between its versions by a level or two.
        image = image.resize((new[0], h), Image.Resampling.BICUBIC).resize(new, Image.Resampling.BICUBIC)
    return centre(np.asarray(image), side)


def centre(pixels: np.ndarray, side: int) -> np.ndarray:  # [h, w, 3] -> [side, side, 3]
    h, w = pixels.shape[:2]
    top, left = max(0, (h - side) // 2), max(0, (w - side) // 2)
    pixels = pixels[top : top + side, left : left + side]
    h, w = pixels.shape[:2]
    out = np.zeros((side, side, 3), np.uint8)
    y, x = (side - h) // 2, (side - w) // 2
    out[y : y + h, x : x + w] = pixels
    return out


def random_crop(image: Image.Image, side: int, rng: np.random.Generator, scale=(0.5, 1.0)) -> np.ndarray:
    """A random part of the picture by area, aspect 3:4 to 4:3, flipped at random: tissue has no up. [side, side, 3]."""
    w, h = image.size
    area = w * h * rng.uniform(*scale)
    aspect = math.exp(rng.uniform(math.log(3 / 4), math.log(4 / 3)))
    cw, ch = min(w, round(math.sqrt(area * aspect))), min(h, round(math.sqrt(area / aspect)))
    cw, ch = max(1, cw), max(1, ch)
    x, y = int(rng.integers(0, w - cw + 1)), int(rng.integers(0, h - ch + 1))
    pixels = np.asarray(image.resize((side, side), Image.Resampling.BICUBIC, box=(x, y, x + cw, y + ch)))
    if rng.random() < 0.5:
        pixels = pixels[:, ::-1]
    if rng.random() < 0.5:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def normalise(images: Tensor) -> Tensor:  # uint8 [B, S, S, 3] -> float32 [B, 3, S, S]
    x = images.permute(0, 3, 1, 2).float() / 255
    mean, std = (torch.tensor(v, device=x.device).view(1, 3, 1, 1) for v in (MEAN, STD))
    return (x - mean) / std


def preprocessor(side: int) -> dict:
    """`preprocessor_config.json` in the words of transformers, with what those words cannot say spelled out."""
    return {
        'image_processor_type': 'CLIPImageProcessor',
        'do_convert_rgb': True,
        'do_resize': True,
        'size': {'shortest_edge': side},
        'resample': 3,  # Pillow's bicubic (a = -0.5), antialiased
        'do_center_crop': True,
        'crop_size': {'height': side, 'width': side},
        'do_rescale': True,
        'rescale_factor': 1 / 255,
        'do_normalize': True,
        'image_mean': list(MEAN),
        'image_std': list(STD),
        'enlarge': False,  # smaller pictures are padded with black instead (paper, Methods)
    }
