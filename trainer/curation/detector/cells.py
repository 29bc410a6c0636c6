"""Cells without tissue: cultures, invasion assays, smears and chromosome spreads in the dyes that sections wear.

Purple nuclei on a pale ground are what a classifier of sections calls tissue by mistake, and stained preparations of
loose cells are rare in the data. Fluorescence pictures are plenty: inverted and dyed they show the same cells as crystal
violet or Giemsa would. Spreads and assays of which there are no pictures are drawn.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from stains import blend, noise, unit

DYES = ('cresyl', 'cresyl', 'haematoxylin', 'haematoxylin', 'fast_blue', 'schiff', 'dab', 'black')


def is_loose(pixels):
    """Fluorescence or dark field with few bright things on black: dyed, dense ones would be sections."""
    light = pixels.max(2)
    return np.median(light) < 70 and (light > 0.35 * np.percentile(light, 99.5)).mean() < 0.25


def ground(rng, height, width):
    """A pale slide with uneven light, float [H, W, 3]."""
    colour = rng.uniform(205, 255) + rng.normal(0, 8, 3)
    shade = 1 + rng.uniform(0, 0.12) * (noise(rng, height, width, max(height, width)) - 0.5)
    return np.clip(colour * shade[..., None] + rng.normal(0, rng.uniform(0, 3), (height, width, 1)), 0, 255)


def dyed(rng, pixels):
    """A fluorescence picture [H, W, 3] as a bright-field one: nuclei in one dye, a faint body around them in another."""
    light = pixels.max(2).astype(np.float32)
    light = np.clip((light - np.percentile(light, 30)) / (np.percentile(light, 99.5) - np.percentile(light, 30) + 8), 0, 1.2)
    light = light ** rng.uniform(0.6, 1.3)
    radius = max(1, min(light.shape) * rng.uniform(0.005, 0.04))
    body = np.asarray(Image.fromarray((255 * np.clip(light, 0, 1)).astype(np.uint8)).filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255
    return coat(rng, light, body)


def coat(rng, nuclei, bodies):
    """Dyes two maps of amounts, [H, W] in 0..1 each, over a pale slide: uint8 [H, W, 3]."""
    first, second = unit(rng.choice(DYES), rng, 0.05), unit(rng.choice([*DYES, 'eosin', 'eosin', 'grey']), rng, 0.05)
    amounts = np.stack([nuclei * rng.uniform(0.6, 2.2), bodies * rng.uniform(0, 0.7)], -1)
    through = blend(amounts, np.stack([first, second])).astype(np.float32) / 255
    return np.clip(ground(rng, *nuclei.shape) * through, 0, 255).astype(np.uint8)


def drawn(rng, width, height):
    """A drawn preparation of loose cells, uint8 [height, width, 3]."""
    nuclei, bodies = Image.new('L', (width, height)), Image.new('L', (width, height))
    kind = rng.choice(['spread', 'assay', 'smear', 'culture'])
    {'spread': spread, 'assay': assay, 'smear': smear, 'culture': culture}[kind](rng, nuclei, bodies)
    soft = ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2))
    maps = [np.asarray(layer.filter(soft), np.float32) / 255 for layer in (nuclei, bodies)]
    cell = max(3, min(width, height) / 40)
    maps = [layer * (1 - rng.uniform(0, 0.6) * noise(rng, height, width, cell)) for layer in maps]
    return coat(rng, *maps)


def spread(rng, nuclei, bodies):
    """Chromosomes: short bent rods, often split along their length, in one or a few loose heaps, a nucleus here and there."""
    draw, (width, height) = ImageDraw.Draw(nuclei), nuclei.size
    length = min(width, height) * rng.uniform(0.03, 0.12)
    heaps = int(rng.choice([1, 1, 1, 2, 3]))
    for _ in range(heaps):
        cx, cy = (width / 2, height / 2) if heaps == 1 else (rng.uniform(0.15, 0.85) * width, rng.uniform(0.15, 0.85) * height)
        reach = min(width, height) * rng.uniform(0.15, 0.5) / heaps ** 0.5
        for _ in range(int(rng.integers(8, 50))):
            x, y = cx + rng.normal(0, reach / 2), cy + rng.normal(0, reach / 2)
            rod(rng, draw, x, y, length * rng.uniform(0.4, 1.3), max(1, length * rng.uniform(0.14, 0.26)))
    for _ in range(int(rng.choice([0, 0, 1, 2, 4]))):
        blob(rng, draw, rng.uniform(0, width), rng.uniform(0, height), length * rng.uniform(0.8, 2.5), 0.1, int(rng.integers(120, 256)))


def rod(rng, draw, x, y, length, thick):
    angle, bend = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.5)
    along = np.linspace(-0.5, 0.5, 5)
    turned = angle + bend * along
    line = np.stack([x + length * along * np.cos(turned), y + length * along * np.sin(turned)], -1)
    shade = int(rng.integers(170, 256))
    pair = rng.random() < 0.4
    side = thick * 0.6 * np.array([-np.sin(angle), np.cos(angle)])
    for part in ([line - side, line + side * (1 - 0.6 * np.abs(along[:, None]))] if pair else [line]):
        draw.line([tuple(p) for p in part], fill=shade, width=max(1, int(thick)), joint='curve')


def blob(rng, draw, x, y, radius, rough, shade, spikes=0.0):
    """A closed rough outline; `spikes` draws it out into processes."""
    count = 24
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    reach = radius * (1 + rng.normal(0, rough, count))
    if spikes:
        for at in rng.integers(0, count, int(rng.integers(1, 5))):
            reach[at] *= 1 + rng.uniform(0.3, 1) * spikes
    stretch, tilt = np.exp(rng.normal(0, 0.2)), rng.uniform(0, np.pi)
    u, v = reach * np.cos(turn) * stretch, reach * np.sin(turn) / stretch
    draw.polygon([(x + a * np.cos(tilt) - b * np.sin(tilt), y + a * np.sin(tilt) + b * np.cos(tilt)) for a, b in zip(u, v)], fill=shade)


def assay(rng, nuclei, bodies):
    """Cells that crossed a membrane: ragged, drawn-out bodies, nuclei in most, and the pores as small rings or dots."""
    body, core, (width, height) = ImageDraw.Draw(bodies), ImageDraw.Draw(nuclei), nuclei.size
    radius = min(width, height) * np.exp(rng.uniform(np.log(0.012), np.log(0.07)))
    whole = rng.random() < 0.6  # bodies as dark as nuclei: crystal violet
    for _ in range(int(rng.uniform(0.03, 0.5) * width * height / (4 * radius ** 2))):
        x, y, size = rng.uniform(0, width), rng.uniform(0, height), radius * np.exp(rng.normal(0, 0.25))
        blob(rng, core if whole else body, x, y, size, 0.18, int(rng.integers(110, 256)), spikes=1.5)
        if rng.random() < 0.7:
            blob(rng, core, x, y, size * rng.uniform(0.3, 0.55), 0.06, 255)
    if rng.random() < 0.6:
        pore = max(1.0, radius * rng.uniform(0.1, 0.35))
        for _ in range(int(rng.uniform(0.0005, 0.004) * width * height / pore ** 2)):
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            core.ellipse([x - pore, y - pore, x + pore, y + pore], outline=int(rng.integers(60, 200)), fill=int(rng.integers(0, 120)))


def smear(rng, nuclei, bodies):
    """Discs that fill the field or lie apart, pale in the middle, and a few cells with nuclei of one or several lobes."""
    body, core, (width, height) = ImageDraw.Draw(bodies), ImageDraw.Draw(nuclei), nuclei.size
    radius = min(width, height) * np.exp(rng.uniform(np.log(0.015), np.log(0.09)))
    pale = int(rng.integers(0, 160))
    for _ in range(int(rng.uniform(0.1, 0.9) * width * height / (4 * radius ** 2))):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        blob(rng, body, x, y, radius, 0.03, 200)
        blob(rng, body, x, y, radius * 0.45, 0.05, 200 - pale)
    for _ in range(int(rng.integers(1, 14))):
        x, y, size = rng.uniform(0, width), rng.uniform(0, height), radius * rng.uniform(1.1, 2)
        blob(rng, body, x, y, size, 0.05, int(rng.integers(60, 255)))
        for _ in range(int(rng.integers(1, 4))):
            blob(rng, core, x + rng.normal(0, size / 4), y + rng.normal(0, size / 4), size * rng.uniform(0.3, 0.6), 0.08, 255)


def culture(rng, nuclei, bodies):
    """Clusters of round cells with large nuclei, as in cytology and cultures, with empty ground between."""
    body, core, (width, height) = ImageDraw.Draw(bodies), ImageDraw.Draw(nuclei), nuclei.size
    radius = min(width, height) * np.exp(rng.uniform(np.log(0.015), np.log(0.08)))
    for _ in range(int(rng.integers(2, 25))):
        cx, cy, spread_of = rng.uniform(0, width), rng.uniform(0, height), radius * rng.uniform(1, 5)
        for _ in range(int(rng.integers(1, 14))):
            x, y, size = cx + rng.normal(0, spread_of), cy + rng.normal(0, spread_of), radius * np.exp(rng.normal(0, 0.2))
            blob(rng, body, x, y, size, 0.1, int(rng.integers(60, 220)), spikes=0.8 * (rng.random() < 0.3))
            blob(rng, core, x, y, size * rng.uniform(0.35, 0.7), 0.06, int(rng.integers(160, 256)))
