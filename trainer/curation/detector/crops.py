"""Crops for the classifier: true panels, and the wrong cuts that proposals really make (unions, halves, pieces, whole figures)."""

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from looks import damage, exposure
from net import CONTEXT, CROP
from pool import KINDS, STAINS
from print_marks import marks

NOT_A_PANEL = len(KINDS)


def crop(pixels, box, size=CROP):
    """The box [x0, y0, x1, y1] with 6 % context, warped to size x size; beyond the picture lies mid-grey.

    The same rounding and the same triangle filter as detectors/crop.ts.
    """
    x0, y0, x1, y1 = box
    mx, my = (x1 - x0) * CONTEXT, (y1 - y0) * CONTEXT
    x0, y0, x1, y1 = int(np.floor(x0 - mx)), int(np.floor(y0 - my)), int(np.ceil(x1 + mx)), int(np.ceil(y1 + my))
    height, width = pixels.shape[:2]
    inside = pixels[max(0, y0):max(0, min(height, y1)), max(0, x0):max(0, min(width, x1))]
    if x0 < 0 or y0 < 0 or x1 > width or y1 > height:
        padded = np.full((y1 - y0, x1 - x0, 3), 128, np.uint8)
        padded[max(0, -y0):max(0, -y0) + inside.shape[0], max(0, -x0):max(0, -x0) + inside.shape[1]] = inside
        inside = padded
    return np.asarray(Image.fromarray(np.ascontiguousarray(inside)).resize((size, size), Image.Resampling.BILINEAR))


def iou(a, b):
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    area = w * h
    return area / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - area)


def hull(boxes):
    return [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]


def wrong(rng, boxes, width, height):
    """A box that holds more or less than one panel, or None."""
    style = rng.random()
    if len(boxes) > 1 and style < 0.45:
        a = boxes[rng.integers(len(boxes))]
        near = sorted(boxes, key=lambda b: abs(b[0] + b[2] - a[0] - a[2]) + abs(b[1] + b[3] - a[1] - a[3]))
        if style < 0.22:
            box = hull(near[:int(rng.integers(2, min(4, len(boxes)) + 1))])
        elif style < 0.38:  # the row or column
            axis = int(rng.integers(2))
            box = hull([b for b in boxes if min(a[axis + 2], b[axis + 2]) - max(a[axis], b[axis]) > 0.5 * (b[axis + 2] - b[axis])] or boxes)
        else:
            box = [0, 0, width, height]
    elif style < 0.9 and boxes:
        a = boxes[rng.integers(len(boxes))]
        w, h = a[2] - a[0], a[3] - a[1]
        share = rng.uniform(0.25, 0.62)
        if rng.random() < 0.7:  # a straight cut through it
            side = int(rng.integers(4))
            box = [
                a[0] + (w * (1 - share) if side == 0 else 0), a[1] + (h * (1 - share) if side == 1 else 0),
                a[2] - (w * (1 - share) if side == 2 else 0), a[3] - (h * (1 - share) if side == 3 else 0),
            ]
        else:
            pw, ph = w * rng.uniform(0.3, 0.75), h * rng.uniform(0.3, 0.75)
            x, y = a[0] + rng.uniform(0, w - pw), a[1] + rng.uniform(0, h - ph)
            box = [x, y, x + pw, y + ph]
    else:
        w, h = width * rng.uniform(0.06, 0.6), height * rng.uniform(0.06, 0.6)
        x, y = rng.uniform(0, width - w), rng.uniform(0, height - h)
        box = [x, y, x + w, y + h]
    if box[2] - box[0] < 14 or box[3] - box[1] < 14 or any(iou(box, b) > 0.55 for b in boxes):
        return None
    return box


def jittered(rng, box, width, height):
    w, h = box[2] - box[0], box[3] - box[1]
    spread = 0.02 if rng.random() < 0.8 else 0.06
    moved = np.asarray(box, float) + np.clip(rng.normal(0, spread, 4), -2 * spread, 2 * spread) * [w, h, w, h]
    if rng.random() < 0.4:
        moved = np.asarray(box, float)
    return [max(0, moved[0]), max(0, moved[1]), min(width, moved[2]), min(height, moved[3])]


def sample(rng, composer, proposals):
    """Crops of one figure or picture: a list of `(pixels, kind index, stain index or -1)`."""
    style = rng.random()
    if style < 0.42:
        return single(rng, composer)
    record = None
    if style < 0.60:
        record = composer.pool.figures[rng.integers(len(composer.pool.figures))]
        pixels, panels = composer.real(rng, record)
    else:
        pixels, panels = composer.figure(rng)
    height, width = pixels.shape[:2]
    boxes = [p['box'] for p in panels]
    out = []
    for index in rng.permutation(len(panels))[:7]:
        p = panels[index]
        stain = STAINS.index(p['stain']) if p['stain'] and p['stain_known'] else -1
        out.append((crop(pixels, jittered(rng, p['box'], width, height)), KINDS.index(p['kind']), stain))
    tries = max(1, int(0.8 * len(out)))
    for _ in range(tries):
        box = wrong(rng, boxes, width, height)
        if box:
            out.append((crop(pixels, box), NOT_A_PANEL, -1))
    return out


def single(rng, composer):
    """Whole pictures as a figure of their own, mostly without any margin."""
    out = []
    for _ in range(3):
        kind = composer.kind(rng, 0.42)
        area, ratio = float(np.exp(rng.uniform(np.log(130), np.log(420)))), float(np.exp(rng.normal(0, 0.3)))
        width, height = max(60, int(area * ratio ** 0.5)), max(60, int(area / ratio ** 0.5))
        if kind in ('chart', 'diagram', 'other') and rng.random() < 0.7:
            pixels, _ = composer.pool.draw(rng, kind)
            pixels, stain, known = np.asarray(Image.fromarray(np.ascontiguousarray(pixels)).resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2)), None, False
            if rng.random() < 0.3:
                pixels = exposure(rng, pixels)
        else:
            pixels, stain, known = composer.picture(rng, kind, width, height)
        if rng.random() < 0.25:
            canvas = Image.fromarray(pixels)
            marks(rng, ImageDraw.Draw(canvas), canvas, [0, 0, width, height], composer)
            pixels = np.asarray(canvas)
        pixels = damage(rng, pixels)
        out.append((crop(pixels, [0, 0, width, height]), KINDS.index(kind), STAINS.index(stain) if stain and known else -1))
    return out


def hard(rng, composer, proposals):
    """A training figure's own cut proposals, labelled by overlap with the drawn panels (written by propose.ts)."""
    name = list(proposals)[rng.integers(len(proposals))]
    entry = proposals[name]
    pixels = composer.pool.image(entry['record'])
    boxes = [[p['bbox'][0], p['bbox'][1], p['bbox'][0] + p['bbox'][2], p['bbox'][1] + p['bbox'][3]] for p in entry['record']['panels']]
    out = []
    for index in rng.permutation(len(entry['boxes']))[:6]:
        box = entry['boxes'][index]
        overlaps = [iou(box, b) for b in boxes]
        best = int(np.argmax(overlaps)) if overlaps else -1
        if best >= 0 and overlaps[best] >= 0.72:
            p = entry['record']['panels'][best]
            stain = STAINS.index(p['stain']) if p['stain'] in STAINS and p['kind'] == 'histology' else -1
            out.append((crop(pixels, box), KINDS.index(p['kind']), stain))
        elif best < 0 or overlaps[best] < 0.5:
            out.append((crop(pixels, box), NOT_A_PANEL, -1))
    return out


def load_proposals(pool, path=Path('.training/detector/proposals.json')):
    """`{file: {record, boxes}}` of the training figures, or nothing before propose.ts has run."""
    if not path.exists():
        return {}
    listed = json.loads(path.read_text())
    return {r['file']: {'record': r, 'boxes': listed[r['file']]} for r in pool.figures if listed.get(r['file'])}
