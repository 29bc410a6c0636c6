"""Stain augmentation by colour deconvolution (Ruifrok & Johnston 2001): split a section into dyes, jitter them, dye it anew.

Real immunostains and special stains are rare in the data, so part of the H&E is re-dyed and its label changes with it.
"""

import numpy as np
from scipy import ndimage

# Optical density per dye (R, G, B); values as used by common deconvolution tables.
DYES = {
    'haematoxylin': (0.65, 0.70, 0.29), 'eosin': (0.07, 0.99, 0.11), 'dab': (0.27, 0.57, 0.78), 'aec': (0.27, 0.68, 0.68),
    'fast_red': (0.21, 0.85, 0.48), 'fast_blue': (0.75, 0.61, 0.27), 'methyl_green': (0.98, 0.34, 0.33),
    'schiff': (0.18, 0.97, 0.30), 'alcian': (0.87, 0.46, 0.16), 'aniline': (0.85, 0.51, 0.11), 'ponceau': (0.10, 0.80, 0.55),
    'orange': (0.11, 0.37, 0.92), 'silver': (0.58, 0.58, 0.57), 'brown_silver': (0.45, 0.55, 0.70), 'sirius': (0.12, 0.85, 0.50),
    'picric': (0.04, 0.18, 0.98), 'cresyl': (0.58, 0.75, 0.32), 'black': (0.58, 0.60, 0.55), 'light_green': (0.80, 0.25, 0.55),
    'congo': (0.20, 0.75, 0.63), 'grey': (0.55, 0.60, 0.58),
}


def unit(name, rng, spread=0.05):
    dye = np.asarray(DYES[name], dtype=np.float32) + rng.normal(0, spread, 3).astype(np.float32)
    dye = np.clip(dye, 0.02, None)
    return dye / np.linalg.norm(dye)


def separate(picture, first, second):
    """Amounts of two dyes and a rest, [H, W, 3], from RGB uint8 [H, W, 3]."""
    basis = np.stack([first, second, np.cross(first, second)]).astype(np.float32)
    basis[2] /= np.linalg.norm(basis[2]) + 1e-6
    density = -np.log((picture.astype(np.float32) + 1) / 256)
    return density @ np.linalg.inv(basis), basis


def blend(amounts, dyes):
    return np.clip(256 * np.exp(-(amounts @ dyes)) - 1, 0, 255).astype(np.uint8)


def noise(rng, height, width, cell):
    """Smooth noise in 0..1 with blobs of about `cell` pixels."""
    rows, columns = max(2, int(height / cell) + 2), max(2, int(width / cell) + 2)
    coarse = rng.random((rows, columns)).astype(np.float32)
    zoomed = ndimage.zoom(coarse, (height / rows + 0.5, width / columns + 0.5), order=1)[:height, :width]
    if zoomed.shape != (height, width):
        zoomed = np.pad(zoomed, ((0, height - zoomed.shape[0]), (0, width - zoomed.shape[1])), mode='edge')
    low, high = zoomed.min(), zoomed.max()
    return (zoomed - low) / (high - low + 1e-6)


def jitter(picture, rng, strength=1.0):
    """The same stain from another laboratory: other dye vectors, other amounts."""
    h, e = unit('haematoxylin', rng, 0.02), unit('eosin', rng, 0.02)
    amounts, basis = separate(picture, h, e)
    amounts *= 1 + rng.normal(0, 0.18 * strength, 3).astype(np.float32)
    amounts += rng.normal(0, 0.02 * strength, 3).astype(np.float32) * np.array([1, 1, 0.5], np.float32)
    turned = basis + rng.normal(0, 0.04 * strength, (3, 3)).astype(np.float32)
    return blend(amounts, turned)


def to_ihc(picture, rng):
    """Brown, red or rarely blue product on a blue or green counterstain, positive in patches, membranes or nuclei."""
    amounts, _ = separate(picture, unit('haematoxylin', rng, 0.02), unit('eosin', rng, 0.02))
    nuclei, rest = np.clip(amounts[..., 0], 0, None), np.clip(amounts[..., 1], 0, None)
    height, width = nuclei.shape
    product = unit(rng.choice(['dab', 'dab', 'dab', 'dab', 'aec', 'fast_red']), rng, 0.06)
    counter = unit(rng.choice(['haematoxylin', 'haematoxylin', 'haematoxylin', 'methyl_green', 'cresyl']), rng, 0.05)
    cell = float(np.exp(rng.uniform(np.log(4), np.log(max(8, min(height, width) / 1.5)))))
    mask = noise(rng, height, width, cell)
    level = rng.uniform(0.15, 0.9)
    mask = 1 / (1 + np.exp(-(mask - level) * rng.uniform(6, 30)))
    where = rng.random()
    source = nuclei if where < 0.4 else rest if where < 0.75 else nuclei + rest
    positive = source * mask * rng.uniform(0.7, 2.4)
    background = rest * rng.uniform(0, 0.35)
    blue = nuclei * rng.uniform(0.35, 1.1) * (1 - mask * rng.uniform(0, 0.9)) + background * rng.uniform(0.2, 1)
    brown = positive + background * rng.uniform(0, 0.6)
    return blend(np.stack([blue, brown], -1), np.stack([counter, product]))


# Special stains as (nuclei, cytoplasm, fibres, ground): a dye and its strength range each.
SPECIAL = {
    'masson': (('black', 0.5, 1.1), ('ponceau', 0.5, 1.2), ('aniline', 0.6, 1.4), ('ponceau', 0, 0.05)),
    'masson_green': (('black', 0.5, 1.0), ('ponceau', 0.5, 1.1), ('light_green', 0.6, 1.3), ('ponceau', 0, 0.05)),
    'pas': (('haematoxylin', 0.5, 1.0), ('schiff', 0.25, 0.7), ('schiff', 0.8, 1.6), ('schiff', 0, 0.05)),
    'sirius': (('picric', 0.2, 0.5), ('picric', 0.3, 0.9), ('sirius', 0.7, 1.6), ('picric', 0, 0.15)),
    'silver': (('black', 0.3, 0.9), ('brown_silver', 0.2, 0.7), ('silver', 0.8, 2.2), ('brown_silver', 0, 0.15)),
    'silver_green': (('light_green', 0.3, 0.6), ('light_green', 0.2, 0.5), ('black', 0.9, 2.2), ('light_green', 0, 0.1)),
    'alcian': (('fast_red', 0.3, 0.8), ('fast_red', 0.05, 0.3), ('alcian', 0.7, 1.6), ('alcian', 0, 0.06)),
    'alcian_pas': (('haematoxylin', 0.4, 0.9), ('schiff', 0.3, 1.0), ('alcian', 0.6, 1.5), ('schiff', 0, 0.05)),
    'elastic': (('black', 0.4, 0.8), ('picric', 0.3, 0.8), ('black', 0.8, 2.0), ('sirius', 0, 0.12)),
    'elastic_red': (('black', 0.4, 0.8), ('sirius', 0.3, 1.0), ('black', 0.8, 2.0), ('picric', 0, 0.1)),
    'congo': (('haematoxylin', 0.5, 1.0), ('congo', 0.1, 0.3), ('congo', 0.6, 1.2), ('congo', 0, 0.05)),
    'nissl': (('cresyl', 0.7, 1.6), ('cresyl', 0.05, 0.35), ('cresyl', 0.2, 0.8), ('cresyl', 0, 0.05)),
    'luxol': (('cresyl', 0.6, 1.2), ('schiff', 0.05, 0.2), ('alcian', 0.7, 1.5), ('alcian', 0, 0.05)),
    'prussian': (('fast_red', 0.4, 0.9), ('fast_red', 0.15, 0.5), ('fast_blue', 0.9, 1.8), ('fast_red', 0, 0.05)),
    'safranin': (('black', 0.3, 0.7), ('light_green', 0.2, 0.6), ('fast_red', 0.7, 1.6), ('light_green', 0, 0.08)),
    'toluidine': (('fast_blue', 0.6, 1.2), ('fast_blue', 0.1, 0.5), ('cresyl', 0.4, 1.2), ('fast_blue', 0, 0.06)),
}


def to_special(picture, rng):
    """Trichromes, PAS, silver, Sirius red, Alcian, elastic and others: fibres split off from the eosin part by noise."""
    amounts, _ = separate(picture, unit('haematoxylin', rng, 0.02), unit('eosin', rng, 0.02))
    nuclei, rest = np.clip(amounts[..., 0], 0, None), np.clip(amounts[..., 1], 0, None)
    height, width = nuclei.shape
    recipe = SPECIAL[rng.choice(list(SPECIAL))]
    texture = rest - ndimage.uniform_filter(rest, max(3, min(height, width) // 12))
    fibres = noise(rng, height, width, rng.uniform(6, max(8, min(height, width) / 2)))
    fibres = fibres + texture * rng.uniform(0.5, 2.5)
    fibres = 1 / (1 + np.exp(-(fibres - rng.uniform(0.3, 0.75)) * rng.uniform(6, 25)))
    parts = [nuclei, rest * (1 - fibres), rest * fibres, np.ones_like(rest)]
    dyes = np.stack([unit(dye, rng) for dye, _, _ in recipe])
    strengths = np.array([rng.uniform(low, high) for _, low, high in recipe], dtype=np.float32)
    return blend(np.stack(parts, -1) * strengths, dyes)


def overview(picture, rng):
    """A whole section on an empty slide: tissue through one or a few ragged blobs, pale ground, maybe tiled smaller."""
    height, width = picture.shape[:2]
    tissue = picture
    if rng.random() < 0.6:  # low magnification: mirror-tile a shrunken copy
        factor = int(rng.integers(2, 5))
        small = picture[::factor, ::factor]
        mirrored = np.concatenate([small, small[:, ::-1]], 1)
        mirrored = np.concatenate([mirrored, mirrored[::-1]], 0)
        repeats = (height // mirrored.shape[0] + 1, width // mirrored.shape[1] + 1, 1)
        tissue = np.tile(mirrored, repeats)[:height, :width]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    y, x = y / height, x / width
    shape = np.zeros((height, width), np.float32)
    for _ in range(int(rng.choice([1, 1, 1, 2, 3, 5]))):
        cy, cx = rng.uniform(0.2, 0.8, 2)
        ry, rx = rng.uniform(0.15, 0.6, 2)
        angle = rng.uniform(0, np.pi)
        u = (x - cx) * np.cos(angle) + (y - cy) * np.sin(angle)
        v = -(x - cx) * np.sin(angle) + (y - cy) * np.cos(angle)
        shape = np.maximum(shape, 1 - np.sqrt((u / rx) ** 2 + (v / ry) ** 2))
    size = min(height, width)
    shape += 0.5 * (noise(rng, height, width, size / 4) - 0.5) + 0.2 * (noise(rng, height, width, size / 14) - 0.5)
    if rng.random() < 0.4:
        shape -= 0.6 * (noise(rng, height, width, size / 8) > rng.uniform(0.75, 0.92))  # lumina and tears
    alpha = np.clip(shape * rng.uniform(15, 60) + 0.5, 0, 1)[..., None]
    ground = np.array([rng.integers(225, 256)] * 3) - np.abs(rng.normal(0, 5, 3))
    return (tissue * alpha + ground * (1 - alpha)).astype(np.uint8)
