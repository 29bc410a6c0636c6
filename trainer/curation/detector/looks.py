"""Changes of a picture's look: windows, tints, exposure, softness, JPEG damage. Pictures are uint8 [H, W, 3]."""

import io

import numpy as np
from PIL import Image, ImageFilter


def window(rng, pixels, width, height, kind):
    """A random window of the picture in the shape of the panel, resized to it."""
    h, w = pixels.shape[:2]
    want = width / height
    if kind == 'histology' and rng.random() < 0.5 and (h > w) == (width > height):
        pixels = np.rot90(pixels)
        h, w = w, h
    share = rng.uniform(0.35, 1.0) if rng.random() < 0.6 else 1.0
    cw, ch = min(w, h * want), min(h, w / want)
    cw, ch = max(16, cw * share), max(16, ch * share)
    if rng.random() < 0.15:  # the whole picture, warped
        cw, ch = w, h
    cw, ch = int(min(cw, w)), int(min(ch, h))
    x, y = int(rng.integers(0, w - cw + 1)), int(rng.integers(0, h - ch + 1))
    crop = Image.fromarray(np.ascontiguousarray(pixels[y:y + ch, x:x + cw]))
    return np.asarray(crop.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2))


def content(pixels):
    """Box [x0, y0, x1, y1] of what is not near-white."""
    dark = pixels.min(2) < 244
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
    if not len(rows) or not len(columns):
        return [0, 0, pixels.shape[1], pixels.shape[0]]
    return [int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1]


def tint(rng, pixels):
    """Pink, purple, brown or any other tint, so that colour alone never means tissue."""
    colour = np.array([[215, 130, 180], [160, 110, 190], [190, 150, 110], [130, 160, 210], [225, 170, 200]][rng.integers(5)], np.float32)
    colour = np.clip(colour + rng.normal(0, 22, 3), 0, 255)
    grey = pixels.mean(2, keepdims=True) / 255
    toned = (colour * 0.35 * (1 - grey) + (0.4 * colour + 0.6 * 255) * grey) if rng.random() < 0.5 else colour * grey * 1.25
    amount = rng.uniform(0.3, 1)
    return np.clip(pixels * (1 - amount) + toned * amount, 0, 255).astype(np.uint8)


def exposure(rng, pixels):
    gain = np.exp(rng.normal(0, 0.14)) * np.exp(rng.normal(0, 0.05, 3))
    gamma = np.exp(rng.normal(0, 0.18))
    table = np.clip(255 * (np.arange(256)[:, None] / 255) ** gamma * gain + rng.normal(0, 6), 0, 255).astype(np.uint8)  # [256, 3]
    return np.stack([table[:, c][pixels[..., c]] for c in range(3)], -1)


def soften(rng, pixels):
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    if rng.random() < 0.5:
        return np.asarray(picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.6))))
    w, h = picture.size
    k = rng.uniform(1.5, 3)
    return np.asarray(picture.resize((max(8, int(w / k)), max(8, int(h / k)))).resize((w, h), Image.Resampling.BILINEAR))


def damage(rng, pixels):
    """JPEG at the qualities of publishers, sometimes greyscale."""
    if rng.random() < 0.02:
        pixels = np.repeat(pixels.mean(2, keepdims=True), 3, 2).astype(np.uint8)
    if rng.random() < 0.6:
        buffer = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, 'JPEG', quality=int(rng.integers(30, 96)))
        pixels = np.asarray(Image.open(buffer))
    return pixels
