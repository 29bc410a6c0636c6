"""Train the panel-letter reader: a small convolutional net on 24 x 24 soft masks of single marks.

    python trainer/curation/detector/train_letters.py

Letters are printed with the fonts of this machine on white, grey, black and on pieces of real pictures, as figures
print them (7 to 60 px, soft edges, JPEG), and cut out again the way detectors/letters/ does it; what is no letter
comes from digits, signs, strokes, and from the connected marks of real pictures without letters
(.training/detector/pool.bin, split `train` only).
Writes models/panel-letters/model.onnx and prints the accuracy on letters of fonts kept out of training.
"""

import argparse
import io
import json
import string
import subprocess
import time
from functools import cache
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scipy import ndimage

SIDE = 24
FILLED = 22
LETTERS = string.ascii_uppercase + string.ascii_lowercase
NONE = len(LETTERS)
FAMILIES = ('DejaVu', 'Liberation', 'Free', 'Lato', 'Carlito', 'Noto Sans', 'Noto Serif', 'Noto Mono')
# What figures are nearly always set in, or its metric twin.
USUAL = ('LiberationSans-', 'LiberationSerif-', 'FreeSans', 'DejaVuSans.', 'DejaVuSans-Bold.')
HELD_OUT = ('Carlito', 'FreeSerif', 'LiberationSansNarrow')
SIGNS = list('0123456789+-*#%&()[]=<>/?!:;,.→←↑↓△○●■µαβγ±×"')


def fonts():
    """Latin fonts of this machine: (usual, other, held out) paths."""
    lines = subprocess.run(['fc-list', ':lang=en', 'file', 'family'], capture_output=True, text=True, check=True).stdout.splitlines()
    paths = sorted({
        line.split(':')[0] for line in lines
        if any(f in line for f in FAMILIES) and line.split(':')[0].endswith(('.ttf', '.otf')) and 'Math' not in line and 'Symbols' not in line
    })
    held = [p for p in paths if any(h in Path(p).name for h in HELD_OUT)]
    usual = [p for p in paths if p not in held and any(u in Path(p).name for u in USUAL)]
    return usual, [p for p in paths if p not in held and p not in usual], held


@cache
def font_of(path, size):
    return ImageFont.truetype(path, size)


def tones(pixels, light, threshold):
    """Where a picture [h, w, 3] is of a tone, and the channel extreme that says so, as float."""
    value = (pixels.min(2) if light else pixels.max(2)).astype(np.float32)
    return (value >= threshold if light else value <= threshold), value


def soften(mask, value, light):
    """
    A mark's grey shape: how far each pixel of it and of its rim is from the ground towards the ink, 0..1.
    mask bool [h, w], value [h, w] (the channel extreme), both with the surroundings the mark's box has: 2 px.
    Returns the box widened by 1 px. The same as `shapeOf` in detectors/letters/shape.ts.
    """
    near = ndimage.binary_dilation(mask, np.ones((3, 3)))
    ground = value[~near].mean() if (~near).any() else (0.0 if light else 255.0)
    ink = value[mask].max() if light else value[mask].min()
    if abs(ground - ink) < 20:
        return mask[1:-1, 1:-1].astype(np.float32)
    return (np.clip((ground - value) / (ground - ink), 0, 1) * near)[1:-1, 1:-1].astype(np.float32)


def normalise(shape):
    """A shape into 24 x 24 bytes with its aspect kept: what inference does too."""
    h, w = shape.shape
    scale = FILLED / max(h, w)
    size = (max(1, round(w * scale)), max(1, round(h * scale)))
    small = Image.fromarray((shape * 255).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
    out = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    out[top:top + size[1], left:left + size[0]] = np.asarray(small)
    return out


def cut(pixels, light, threshold, wanted=None, most=1):
    """
    Shapes of the connected marks of a picture, largest first; with `wanted`, the box [y0, y1, x0, x1] of what was
    printed, only a mark that nearly fills it.
    """
    on, value = tones(pixels, light, threshold)
    labels, count = ndimage.label(on, np.ones((3, 3)))
    shapes = []
    for index, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        h, w = rows.stop - rows.start, columns.stop - columns.start
        if not 6 <= h <= 90 or not 2 <= w <= 1.5 * h:
            continue
        if rows.start < 2 or columns.start < 2 or rows.stop + 2 > on.shape[0] or columns.stop + 2 > on.shape[1]:
            continue
        if wanted is not None:
            y0, y1, x0, x1 = wanted
            inside = rows.start >= y0 - 3 and rows.stop <= y1 + 3 and columns.start >= x0 - 3 and columns.stop <= x1 + 3
            if not inside or h < 0.66 * (y1 - y0) or w < 0.7 * (x1 - x0):
                continue
        around = (slice(rows.start - 2, rows.stop + 2), slice(columns.start - 2, columns.stop + 2))
        mask = labels[around] == index
        if mask.sum() >= 1.5 * h:
            shapes.append((h * w, normalise(soften(mask, value[around], light))))
    return [shape for _, shape in sorted(shapes, key=lambda pair: -pair[0])[:most]]


class Grounds:
    """Pieces of real pictures that carry no letters, to print on, and what looks like marks in them."""

    def __init__(self):
        records = json.loads(Path('.training/detector/pool.json').read_text())
        kinds = ('histology', 'other_micro', 'photo', 'radiology')
        self.records = [r for r in records if r['split'] == 'train' and r['panels'] is None and r['kind'] in kinds]
        self.pool = np.memmap('.training/detector/pool.bin', np.uint8, 'r')

    def piece(self, rng, height, width):
        r = self.records[rng.integers(len(self.records))]
        pixels = self.pool[r['offset']:r['offset'] + r['width'] * r['height'] * 3].reshape(r['height'], r['width'], 3)
        height, width = min(height, r['height']), min(width, r['width'])
        y, x = rng.integers(r['height'] - height + 1), rng.integers(r['width'] - width + 1)
        return np.array(pixels[y:y + height, x:x + width])

    def marks(self, rng, most):
        found = []
        while len(found) < most:
            light = rng.random() < 0.5
            found += cut(self.piece(rng, 240, 240), light, rng.uniform(190, 240) if light else rng.uniform(60, 180), most=12)
        return found[:most]


def printed(rng, grounds, text, path):
    """A picture with `text` printed on it; (pixels, light, box of the ink) or None where it has no ink."""
    size = int(np.exp(rng.uniform(np.log(9), np.log(56))))
    over = 3 if size < 24 else 1
    ink = Image.new('L', (int(1.5 * size + 24) * over, int(1.6 * size + 24) * over))
    heavy = int(rng.random() < 0.3) * max(1, size * over // 24)
    at = ((8 + rng.random()) * over, (8 + rng.random()) * over)
    ImageDraw.Draw(ink).text(at, text, fill=255, font=font_of(path, size * over), stroke_width=heavy)
    if rng.random() < 0.15:
        ink = ink.rotate(rng.uniform(-3, 3))
    if over > 1:
        ink = ink.reduce(over) if rng.random() < 0.5 else ink.resize((ink.width // over, ink.height // over), Image.Resampling.BICUBIC)
    if rng.random() < 0.4:
        ink = ink.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.03 * size + 0.4)))
    if ink.getbbox() is None:
        return None
    x0, y0, x1, y1 = ink.getbbox()
    ink = ink.crop((x0 - 6, y0 - 6, x1 + 6, y1 + 6))
    frame = ink.size
    alpha = np.asarray(ink, np.float32)[..., None] / 255
    rows, columns = np.nonzero(alpha[..., 0] > 0.4)
    if not len(rows):
        return None
    box = (rows.min(), rows.max() + 1, columns.min(), columns.max() + 1)
    light, plain = rng.random() < 0.4, rng.random() < 0.5
    if plain:
        ground = np.full((frame[1], frame[0], 3), rng.uniform(0, 90) if light else rng.uniform(225, 256), np.float32)
    else:
        ground = grounds.piece(rng, frame[1], frame[0]).astype(np.float32)
        if ground.shape[:2] != (frame[1], frame[0]):
            return None
        ground = ground * 0.8 if light else 255 - (255 - ground) * 0.8
    colour = np.float32(rng.uniform(240, 256) if light else rng.uniform(0, 60))
    pixels = np.clip(ground * (1 - alpha) + colour * alpha + rng.standard_normal(ground.shape, np.float32) * np.float32(rng.uniform(0, 4)), 0, 255)
    picture = Image.fromarray(pixels.astype(np.uint8))
    if rng.random() < 0.7:
        file = io.BytesIO()
        picture.save(file, 'JPEG', quality=int(rng.integers(50, 96)))
        picture = Image.open(file).convert('RGB')
    return np.asarray(picture), light, box


def read_back(rng, grounds, text, path):
    made = printed(rng, grounds, text, path)
    if made is None:
        return None
    pixels, light, box = made
    thresholds = (225, 225, 200) if light else (130, 130, 175)
    shapes = cut(pixels, light, thresholds[rng.integers(3)], box)
    return shapes[0] if shapes else None


def sample(rng, grounds, paths, marks):
    """One (shape, class)."""
    usual, others = paths
    font = usual[rng.integers(len(usual))] if usual and rng.random() < 0.6 else others[rng.integers(len(others))]
    draw = rng.random()
    shape, index = None, NONE
    if draw < 0.64:
        index = int(rng.integers(12) if rng.random() < 0.6 else rng.integers(26)) + 26 * int(rng.random() < 0.45)
        shape = read_back(rng, grounds, LETTERS[index], font)
    elif draw < 0.82:
        shape = marks[rng.integers(len(marks))]
    elif draw < 0.94:
        shape = read_back(rng, grounds, SIGNS[rng.integers(len(SIGNS))], font)
    else:
        image = Image.new('RGB', (48, 48), 'white')
        pen = ImageDraw.Draw(image)
        for _ in range(int(rng.integers(1, 4))):
            pen.line([tuple(rng.integers(4, 44, 2)) for _ in range(int(rng.integers(2, 4)))], fill='black', width=int(rng.integers(1, 9)))
        shape = next(iter(cut(np.asarray(image), False, 130)), None)
    return (shape, index) if shape is not None else sample(rng, grounds, paths, marks)


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 24, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),  # [B, 24, 12, 12]
            nn.Conv2d(24, 48, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),  # [B, 48, 6, 6]
            nn.Conv2d(48, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),  # [B, 64, 3, 3]
            nn.Flatten(), nn.Dropout(0.2), nn.Linear(576, NONE + 1),
        )

    def forward(self, masks):  # [B, 24, 24] float 0..1
        return self.net(masks.unsqueeze(1))


def stack(rng, grounds, paths, marks, count):
    pairs = [sample(rng, grounds, paths, marks) for _ in range(count)]
    return torch.from_numpy(np.stack([p[0] for p in pairs])), torch.tensor([p[1] for p in pairs])


def jitter(rng, masks):
    """Shifts of a pixel and gains: [B, 24, 24] bytes to float."""
    dy, dx = rng.integers(-1, 2, 2)
    return (torch.roll(masks, (int(dy), int(dx)), (1, 2)).float() / 255 * rng.uniform(0.85, 1.2)).clamp(0, 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--samples', type=int, default=45000)
    parser.add_argument('--epochs', type=int, default=10)
    parser.add_argument('--out', type=Path, default=Path('models/panel-letters'))
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(5)
    rng = np.random.default_rng(5)
    usual, others, held = fonts()
    start = time.time()
    grounds = Grounds()
    marks = grounds.marks(rng, 6000)
    print(len(usual) + len(others), 'fonts to train,', len(held), 'held out,', len(marks), 'marks', flush=True)
    masks, classes = stack(rng, grounds, (usual, others), marks[500:], options.samples)
    print(f'{len(masks)} samples {(time.time() - start) / 60:.1f} min', flush=True)
    model, batch = Reader(), 128
    steps = options.epochs * (len(masks) // batch)
    optimiser = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=0.01)
    step = 0
    for _ in range(options.epochs):
        for chosen in torch.randperm(len(masks))[:len(masks) // batch * batch].split(batch):
            for group in optimiser.param_groups:
                group['lr'] = 2e-3 * max(0.02, 1 - step / steps)
            loss = F.cross_entropy(model(jitter(rng, masks[chosen])), classes[chosen], label_smoothing=0.02)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            step += 1
        print(f'step {step} {(time.time() - start) / 60:.1f} min loss {loss.item():.3f}', flush=True)
    model.eval()
    masks, classes = stack(rng, grounds, ([], held), marks[:500], 4000)
    with torch.no_grad():
        found = model(masks.float() / 255).argmax(1)
    letter = classes != NONE
    same = torch.tensor([a == b or (a != NONE and b != NONE and a % 26 == b % 26) for a, b in zip(found.tolist(), classes.tolist())])
    print('held-out fonts: letters right', round(same[letter].float().mean().item(), 4), 'others called letters', round((found[~letter] != NONE).float().mean().item(), 4))
    options.out.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(model, (torch.zeros(2, SIDE, SIDE),), options.out / 'model.onnx', input_names=['masks'], output_names=['letters'],
                      dynamic_axes={'masks': {0: 'batch'}, 'letters': {0: 'batch'}}, opset_version=17, dynamo=False)


if __name__ == '__main__':
    main()
