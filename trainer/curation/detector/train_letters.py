"""Train the panel-letter reader: a small convolutional net on 24 x 24 masks of single marks.

    python trainer/curation/detector/train_letters.py --minutes 4

Letters are rendered from the fonts of this machine as the page or the microscope would show them (sizes, weights,
blur, threshold, broken and fat strokes); what is no letter comes from digits, signs, words, strokes, and from the
connected marks of real pictures without letters (.training/detector/pool.bin, split `train` only).
Writes models/panel-letters/model.onnx and prints the accuracy on rendered letters of fonts kept out of training.
"""

import argparse
import json
import string
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scipy import ndimage

SIDE = 24
LETTERS = string.ascii_uppercase + string.ascii_lowercase
NONE = len(LETTERS)
FAMILIES = ('DejaVu', 'Liberation', 'Free', 'Lato', 'Carlito', 'Noto Sans', 'Noto Serif', 'Noto Mono')
HELD_OUT = ('Carlito', 'FreeSerif', 'LiberationSansNarrow')


def fonts():
    """Latin fonts of this machine: (training, held out) paths."""
    lines = subprocess.run(['fc-list', ':lang=en', 'file', 'family'], capture_output=True, text=True, check=True).stdout.splitlines()
    paths = sorted({
        line.split(':')[0] for line in lines
        if any(f in line for f in FAMILIES) and line.split(':')[0].endswith(('.ttf', '.otf')) and 'Math' not in line and 'Symbols' not in line
    })
    held = [p for p in paths if any(h in Path(p).name for h in HELD_OUT)]
    return [p for p in paths if p not in held], held


def normalise(mask):
    """A mark's own mask, [h, w] bool, into 24 x 24 float with its aspect kept: what inference does too."""
    h, w = mask.shape
    scale = 20 / max(h, w)
    size = (max(1, round(w * scale)), max(1, round(h * scale)))
    small = Image.fromarray((mask * 255).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
    out = np.zeros((SIDE, SIDE), np.float32)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    out[top:top + size[1], left:left + size[0]] = np.asarray(small, np.float32) / 255
    return out


def render(rng, text, path):
    size = int(rng.integers(9, 60))
    font = ImageFont.truetype(path, size)
    big = Image.new('L', (size * (len(text) + 2), size * 3))
    ImageDraw.Draw(big).text((size, size // 2), text, fill=255, font=font, stroke_width=int(rng.random() < 0.3) * max(1, size // 24))
    if rng.random() < 0.3:
        big = big.rotate(rng.uniform(-4, 4))
    if rng.random() < 0.7:
        big = big.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.045 * size + 0.3)))
    pixels = np.asarray(big, np.float32) + rng.normal(0, rng.uniform(0, 18), big.size[::-1])
    mask = pixels > rng.uniform(70, 190)
    if rng.random() < 0.1:
        mask = ndimage.binary_dilation(mask)
    return largest(mask)


def largest(mask):
    """The largest connected mark, cut to its box; None when there is none."""
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    if count == 0:
        return None
    best = 1 + int(np.argmax(ndimage.sum(mask, labels, range(1, count + 1))))
    rows, columns = ndimage.find_objects(labels)[best - 1]
    return labels[rows, columns] == best


def marks_of_pictures(rng, most=6000):
    """Marks of real pictures that carry no letters: dark or bright connected spots of a letter's size."""
    records = [r for r in json.loads(Path('.training/detector/pool.json').read_text()) if r['split'] == 'train' and r['panels'] is None and r['kind'] in ('histology', 'other_micro', 'photo', 'radiology')]
    pool = np.memmap('.training/detector/pool.bin', np.uint8, 'r')
    found = []
    while len(found) < most:
        r = records[rng.integers(len(records))]
        grey = pool[r['offset']:r['offset'] + r['width'] * r['height'] * 3].reshape(r['height'], r['width'], 3).astype(np.float32).mean(2)
        mask = grey < rng.uniform(30, 120) if rng.random() < 0.5 else grey > rng.uniform(200, 245)
        labels, count = ndimage.label(mask, np.ones((3, 3)))
        boxes = [(i, b) for i, b in enumerate(ndimage.find_objects(labels), 1) if 7 <= b[0].stop - b[0].start <= 60 and 3 <= b[1].stop - b[1].start <= 80]
        rng.shuffle(boxes)
        found += [normalise(labels[b] == i) for i, b in boxes[:12]]
    return found


def sample(rng, paths, marks):
    """One (mask, class)."""
    draw = rng.random()
    if draw < 0.62:
        index = int(rng.integers(12) if rng.random() < 0.5 else rng.integers(26)) + 26 * int(rng.random() < 0.4)
        mask = render(rng, LETTERS[index], paths[rng.integers(len(paths))])
        return (normalise(mask), index) if mask is not None and mask.shape[0] >= 6 else sample(rng, paths, marks)
    if draw < 0.80 and marks:
        return marks[rng.integers(len(marks))], NONE
    if draw < 0.93:
        text = rng.choice(list('0123456789+-*#%&()[]=<>/?!:;,.→←↑↓△○●■µαβγ±×"'))
        mask = render(rng, text, paths[rng.integers(len(paths))])
    else:
        canvas = np.zeros((40, 40), np.uint8)
        image = Image.fromarray(canvas)
        pen = ImageDraw.Draw(image)
        for _ in range(int(rng.integers(1, 4))):
            pen.line([tuple(rng.integers(0, 40, 2)) for _ in range(int(rng.integers(2, 4)))], fill=255, width=int(rng.integers(1, 9)))
        mask = largest(np.asarray(image) > 0)
    return (normalise(mask), NONE) if mask is not None and mask.shape[0] >= 3 else sample(rng, paths, marks)


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


def stack(rng, paths, marks, count):
    pairs = [sample(rng, paths, marks) for _ in range(count)]
    return torch.from_numpy(np.stack([p[0] for p in pairs])), torch.tensor([p[1] for p in pairs])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--minutes', type=float, default=4)
    parser.add_argument('--out', type=Path, default=Path('models/panel-letters'))
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(5)
    rng = np.random.default_rng(5)
    training, held = fonts()
    marks = marks_of_pictures(rng)
    print(len(training), 'fonts to train,', len(held), 'held out,', len(marks), 'marks', flush=True)
    model, start, step = Reader(), time.time(), 0
    optimiser = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=0.01)
    while (spent := (time.time() - start) / 60) < options.minutes:
        for group in optimiser.param_groups:
            group['lr'] = 2e-3 * max(0.02, 1 - spent / options.minutes)
        masks, classes = stack(rng, training, marks, 128)
        loss = F.cross_entropy(model(masks), classes, label_smoothing=0.03)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        step += 1
        if step % 200 == 0:
            print(f'step {step} {spent:.1f} min loss {loss.item():.3f}', flush=True)
    model.eval()
    masks, classes = stack(rng, held, marks[:200], 3000)
    with torch.no_grad():
        found = model(masks).argmax(1)
    letter = classes != NONE
    same = torch.tensor([a == b or (a != NONE and b != NONE and a % 26 == b % 26) for a, b in zip(found.tolist(), classes.tolist())])
    print('held-out fonts: letters right', round(same[letter].float().mean().item(), 4), 'others called letters', round((found[~letter] != NONE).float().mean().item(), 4))
    options.out.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(model, (torch.zeros(2, SIDE, SIDE),), options.out / 'model.onnx', input_names=['masks'], output_names=['letters'],
                      dynamic_axes={'masks': {0: 'batch'}, 'letters': {0: 'batch'}}, opset_version=17, dynamo=False)


if __name__ == '__main__':
    main()
