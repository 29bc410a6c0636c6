"""Compose training figures as journals do: panels of every kind in grids, ragged rows and nested splits, with letters.

`Composer(pool).figure(rng)` gives an RGB array and its panels; `real(rng)` gives an annotated real figure, augmented, half of
the time with its pictures swapped for others (the layout stays). Both label panels as
`{'box': [x0, y0, x1, y1], 'kind': str, 'stain': str | None, 'stain_known': bool, 'letter': str | None}`.

    python trainer/curation/detector/compose.py     # writes a contact sheet to .training/detector/sheet.png
"""

import json
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import stains
from looks import content, damage, exposure, soften, tint, window
from pool import KINDS
from print_marks import ink, letter_style, marks, put_letter, words, write

ARTICLE_FONTS = ('Liberation', 'DejaVu', 'FreeSans', 'FreeSerif', 'TeX Gyre', 'Roboto', 'Lato', 'Carlito', 'Open Sans', 'NotoSans-', 'NotoSerif-')


def fonts():
    """Latin text fonts of this machine (fc-list)."""
    listed = subprocess.run(['fc-list', ':lang=en', 'file', 'family'], capture_output=True, text=True).stdout
    found = []
    for line in listed.splitlines():
        path = line.split(':')[0]
        if path.endswith(('.ttf', '.otf')) and any(n.replace(' ', '').lower() in line.replace(' ', '').lower() for n in ARTICLE_FONTS):
            if 'math' not in line.lower() and 'emoji' not in line.lower():
                found.append(path)
    return sorted(set(found))


class Pool:
    """Pictures by kind, stain and upstream group, from pool.py's cache."""

    def __init__(self, folder=Path('.training/detector'), splits=('train',)):
        self.pixels = np.memmap(folder / 'pool.bin', dtype=np.uint8, mode='r')
        self.records = [r for r in json.loads((folder / 'pool.json').read_text())]
        self.figures = [r for r in self.records if r['panels'] and r['split'] in splits]
        self.singles = [r for r in self.records if r['split'] in splits and usable(r)]
        self.cuts = [  # panels cut from annotated training figures
            (r, p) for r in self.figures for p in r['panels']
            if p['bbox'][2] >= 90 and p['bbox'][3] >= 90 and len(r['panels']) > 1
        ]
        self.groups = {}
        for item in [(r, None) for r in self.singles] + self.cuts:
            record, panel = item
            kind = panel['kind'] if panel else record['kind']
            stain = (panel or record)['stain'] if kind == 'histology' else None
            stain = stain if stain in stains_known else None
            self.groups.setdefault((kind, stain), {}).setdefault(record['group'], []).append(item)
        self.weights = {
            key: (list(groups), np.sqrt([len(g) for g in groups.values()]) / np.sqrt([len(g) for g in groups.values()]).sum())
            for key, groups in self.groups.items()
        }

    def image(self, record):
        size = record['width'] * record['height'] * 3
        flat = self.pixels[record['offset']:record['offset'] + size]
        return np.asarray(flat).reshape(record['height'], record['width'], 3)

    def draw(self, rng, kind, stain=None):
        """One picture of this kind: `(pixels [H, W, 3], record)`; groups count by the square root of their size."""
        names, weights = self.weights[kind, stain]
        group = self.groups[kind, stain][names[rng.choice(len(names), p=weights)]]
        record, panel = group[rng.integers(len(group))]
        pixels = self.image(record)
        if panel:
            x, y, w, h = (int(round(v)) for v in panel['bbox'])
            pixels = pixels[max(0, y + 2):y + h - 2, max(0, x + 2):x + w - 2]
        return pixels, record


stains_known = ('H&E', 'IHC', 'special')


def usable(record):
    if record['panels'] is not None:  # annotated figures serve as figures, plain ones also as pictures
        return len(record['panels']) == 1 and record['raw_kind'] != 'figure' and record['panels'][0]['kind'] == record['kind']
    return record['kind'] in KINDS and min(record['width'], record['height']) >= 48


# What a panel shows: drawn once per panel. Histology by stain first, so that rare stains are seen often.
NEGATIVE = {'other_micro': 0.34, 'radiology': 0.08, 'photo': 0.14, 'gel': 0.07, 'chart': 0.2, 'diagram': 0.1, 'other': 0.07}
STAIN_SHARE = {'H&E': 0.52, 'IHC': 0.26, 'special': 0.16, None: 0.06}


class Composer:
    def __init__(self, pool):
        self.pool = pool
        self.fonts = fonts()

    # ---- one panel -------------------------------------------------------------------------------------------------

    def kind(self, rng, tissue):
        if rng.random() < tissue:
            return 'histology'
        return str(rng.choice(list(NEGATIVE), p=np.array(list(NEGATIVE.values())) / sum(NEGATIVE.values())))

    def picture(self, rng, kind, width, height, like=None):
        """A filled panel `(pixels [height, width, 3], stain, stain_known)`; `like` repeats the source of a sister panel."""
        if like is not None and like['kind'] == kind and rng.random() < 0.75:
            pixels, record, stain = like['pixels'], like['record'], like['stain']
        else:
            stain = None
            if kind == 'histology':
                keys = list(STAIN_SHARE)
                stain = keys[rng.choice(len(keys), p=list(STAIN_SHARE.values()))]
            pixels, record = self.pool.draw(rng, kind, stain)
            if like is not None:
                like.update(kind=kind, pixels=pixels, record=record, stain=stain)
        known = stain is not None
        pixels = window(rng, pixels, width, height, kind)
        if kind == 'histology':
            if rng.random() < 0.5:
                pixels = np.rot90(pixels, 2)
            dye = rng.random()
            if stain == 'H&E' and dye < 0.20:
                pixels, stain = stains.to_ihc(pixels, rng), 'IHC'
            elif stain == 'H&E' and dye < 0.36:
                pixels, stain = stains.to_special(pixels, rng), 'special'
            elif dye < 0.85:
                pixels = stains.jitter(pixels, rng)
            if rng.random() < 0.22:
                pixels = stains.overview(pixels, rng)
                known = known and rng.random() < 0.4  # half-empty re-dyed sections make poor stain labels
        elif kind in ('other_micro', 'photo', 'radiology', 'gel', 'other') or rng.random() < 0.3:
            if kind in ('other_micro', 'photo', 'radiology', 'gel') and rng.random() < 0.35:
                pixels = tint(rng, pixels)
            if rng.random() < 0.3 and kind in ('other_micro', 'photo', 'other'):
                pixels = stains.jitter(pixels, rng)
            if kind in ('other_micro', 'photo', 'other') and rng.random() < 0.12:
                pixels = stains.overview(pixels, rng)
        if rng.random() < 0.5:
            pixels = pixels[:, ::-1]
        if rng.random() < 0.55:
            pixels = exposure(rng, pixels)
        if rng.random() < 0.15:
            pixels = soften(rng, pixels)
        return np.ascontiguousarray(pixels), stain, known

    # ---- layouts ---------------------------------------------------------------------------------------------------

    def cells(self, rng, width, height, gap):
        """Boxes [x0, y0, x1, y1] of a random layout inside width x height."""
        style = rng.random()
        if style < 0.40:
            rows, columns = int(rng.choice([1, 1, 2, 2, 3, 4])), int(rng.choice([1, 2, 2, 3, 3, 4, 5]))
            if rows * columns == 1:
                columns = 2
            return grid(width, height, rows, columns, gap)
        if style < 0.72:  # ragged rows (or columns, transposed)
            flip = rng.random() < 0.4
            w, h = (height, width) if flip else (width, height)
            boxes, rows = [], int(rng.choice([1, 2, 2, 3, 3, 4]))
            ys = cuts(rng, h, rows, gap, 0.35)
            for y0, y1 in ys:
                for x0, x1 in cuts(rng, w, int(rng.choice([1, 2, 2, 3, 3, 4, 5])), gap, rng.choice([0, 0, 0.5])):
                    boxes.append([x0, y0, x1, y1])
            return [[b[1], b[0], b[3], b[2]] for b in boxes] if flip else boxes
        boxes = [[0, 0, width, height]]
        for _ in range(int(rng.integers(1, 9))):
            boxes.sort(key=lambda b: -(b[2] - b[0]) * (b[3] - b[1]))
            x0, y0, x1, y1 = boxes[0]
            if min(x1 - x0, y1 - y0) < 70:
                break
            at = rng.uniform(0.3, 0.7) if rng.random() < 0.6 else 0.5
            if (x1 - x0) * rng.uniform(0.6, 1.6) > y1 - y0:
                cut = int(x0 + at * (x1 - x0))
                boxes[0:1] = [[x0, y0, cut - gap // 2, y1], [cut - gap // 2 + gap, y0, x1, y1]]
            else:
                cut = int(y0 + at * (y1 - y0))
                boxes[0:1] = [[x0, y0, x1, cut - gap // 2], [x0, cut - gap // 2 + gap, x1, y1]]
        return boxes

    def figure(self, rng):
        """A composed figure: `(pixels [H, W, 3], panels)`."""
        area = float(np.exp(rng.uniform(np.log(350), np.log(950))))
        ratio = float(np.exp(rng.normal(0, 0.4)))
        width, height = int(np.clip(area * ratio ** 0.5, 200, 1400)), int(np.clip(area / ratio ** 0.5, 200, 1400))
        mix = rng.random()
        tissue = 1.0 if mix < 0.36 else 0.45 if mix < 0.72 else 0.0
        gap = int(rng.choice([0, 1, 2, 3, 4, 6, 8, 12, 20, 36], p=[0.12, 0.1, 0.1, 0.1, 0.12, 0.14, 0.12, 0.1, 0.06, 0.04]))
        ground = ground_colour(rng)
        canvas = Image.new('RGB', (width, height), ground)
        margin = int(rng.choice([0, 0, 4, 10, 24]))
        top = int(rng.choice([0, 0, 14, 30])) if rng.random() < 0.5 else 0
        inner = (width - 2 * margin, height - 2 * margin - top)
        if rng.random() < 0.12:
            boxes = [[0, 0, inner[0], inner[1]]]
        else:
            boxes = self.cells(rng, inner[0], inner[1], gap)
        boxes = [[x0 + margin, y0 + margin + top, x1 + margin, y1 + margin + top] for x0, y0, x1, y1 in boxes]
        boxes = [b for b in boxes if b[2] - b[0] >= 26 and b[3] - b[1] >= 26][:24]
        draw = ImageDraw.Draw(canvas)
        outside = rng.random() < 0.35 and gap >= 4 or rng.random() < 0.1
        letters = letter_style(rng, self.fonts, inner, boxes)
        montage = rng.random() < 0.6
        like = {'kind': None} if montage else None
        uniform = self.kind(rng, tissue) if montage and rng.random() < 0.6 else None
        panels = []
        for index, box in enumerate(boxes):
            x0, y0, x1, y1 = box
            kind = uniform or self.kind(rng, tissue)
            band = 0
            if outside and letters and y1 - y0 > 3 * letters['size']:
                band = int(letters['size'] * 1.25)
                if rng.random() < 0.8:
                    y0 += band
                else:
                    x0 += band
            if x1 - x0 < 24 or y1 - y0 < 24:
                continue
            loose = kind in ('chart', 'diagram', 'other') and rng.random() < 0.85
            if loose:
                placed = self.chart(rng, kind, canvas, [x0, y0, x1, y1], ground)
                if placed is None:
                    continue
                panel = {'box': placed, 'kind': kind, 'stain': None, 'stain_known': False}
            else:
                pixels, stain, known = self.picture(rng, kind, x1 - x0, y1 - y0, like)
                canvas.paste(Image.fromarray(pixels), (x0, y0))
                panel = {'box': [x0, y0, x1, y1], 'kind': kind, 'stain': stain, 'stain_known': known}
            panel['letter'] = None
            if letters and not loose or letters and rng.random() < 0.7:
                panel['letter'] = put_letter(rng, draw, letters, index, box, panel['box'], band)
            if not loose:
                marks(rng, draw, canvas, panel['box'], self)
            panels.append(panel)
        if top and rng.random() < 0.6:
            for panel in panels[:5]:
                if panel['box'][1] < margin + top + 40:
                    write(rng, draw, self.fonts, ((panel['box'][0] + panel['box'][2]) / 2, margin + top / 2), words(rng), max(8, top * 0.6), 'mm', ink(ground))
        return damage(rng, np.asarray(canvas)), panels

    def chart(self, rng, kind, canvas, box, ground):
        """Places a chart or drawing with its shape kept; gives its tight box."""
        pixels, _ = self.pool.draw(rng, kind)
        if rng.random() < 0.15:
            pixels = tint(rng, pixels)
        tight = content(pixels)
        pixels = pixels[tight[1]:tight[3], tight[0]:tight[2]]
        if min(pixels.shape[:2]) < 12:
            return None
        room = (box[2] - box[0], box[3] - box[1])
        scale = min(room[0] / pixels.shape[1], room[1] / pixels.shape[0]) * rng.uniform(0.8, 1.0)
        stretch = float(np.exp(rng.normal(0, 0.12)))
        w = int(np.clip(pixels.shape[1] * scale * stretch, 16, room[0]))
        h = int(np.clip(pixels.shape[0] * scale / stretch, 16, room[1]))
        x, y = int(box[0] + rng.uniform(0, 1) * (room[0] - w)), int(box[1] + rng.uniform(0, 1) * (room[1] - h))
        canvas.paste(Image.fromarray(pixels).resize((w, h), Image.Resampling.BILINEAR, reducing_gap=2), (x, y))
        return [x, y, x + w, y + h]

    # ---- real figures ----------------------------------------------------------------------------------------------

    def real(self, rng, record=None):
        record = record or self.pool.figures[rng.integers(len(self.pool.figures))]
        scale = float(np.exp(rng.uniform(np.log(0.45), 0))) if rng.random() < 0.6 else 1.0
        stretch = float(np.exp(rng.normal(0, 0.06)))
        width, height = int(record['width'] * scale * stretch), int(record['height'] * scale / stretch)
        width, height = max(60, width), max(60, height)
        canvas = Image.fromarray(self.pool.image(record)).resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2)
        sx, sy = width / record['width'], height / record['height']
        swap = rng.random() < 0.4
        tissue = float(rng.choice([0, 0.5, 1.0]))
        panels = []
        for p in record['panels']:
            x, y, w, h = p['bbox']
            box = [int(round(x * sx)), int(round(y * sy)), int(round((x + w) * sx)), int(round((y + h) * sy))]
            box = [max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3])]
            if box[2] - box[0] < 12 or box[3] - box[1] < 12:
                continue
            kind, stain = p['kind'], p['stain'] if p['kind'] == 'histology' else None
            known = stain in stains_known
            stain = stain if known else None
            size = (box[2] - box[0], box[3] - box[1])
            if swap and kind not in ('chart', 'diagram', 'other') and min(size) >= 24 and rng.random() < 0.8:
                kind = self.kind(rng, tissue)
                pixels, stain, known = self.picture(rng, kind, *size)
                canvas.paste(Image.fromarray(pixels), (box[0], box[1]))
            elif kind == 'histology' and min(size) >= 24 and rng.random() < 0.6:
                crop = np.asarray(canvas.crop(box))
                dye = rng.random()
                if stain == 'H&E' and dye < 0.14:
                    crop, stain = stains.to_ihc(crop, rng), 'IHC'
                elif stain == 'H&E' and dye < 0.26:
                    crop, stain = stains.to_special(crop, rng), 'special'
                else:
                    crop = stains.jitter(crop, rng)
                canvas.paste(Image.fromarray(crop), (box[0], box[1]))
            panels.append({'box': box, 'kind': kind, 'stain': stain, 'stain_known': known, 'letter': p['label']})
        pixels = np.asarray(canvas)
        if rng.random() < 0.4:
            pixels = pixels[:, ::-1]
            for p in panels:
                p['box'] = [width - p['box'][2], p['box'][1], width - p['box'][0], p['box'][3]]
        if rng.random() < 0.5:
            pixels = exposure(rng, pixels)
        return damage(rng, np.ascontiguousarray(pixels)), panels


# ---- layouts -------------------------------------------------------------------------------------------------------


def grid(width, height, rows, columns, gap):
    w, h = (width - gap * (columns - 1)) // columns, (height - gap * (rows - 1)) // rows
    return [[c * (w + gap), r * (h + gap), c * (w + gap) + w, r * (h + gap) + h] for r in range(rows) for c in range(columns)]


def cuts(rng, length, count, gap, spread):
    shares = np.exp(rng.normal(0, spread, count)) if spread else np.ones(count)
    shares = shares / shares.sum() * (length - gap * (count - 1))
    edges, at = [], 0
    for share in shares:
        edges.append((int(at), int(at + share)))
        at += share + gap
    return edges


def ground_colour(rng):
    p = rng.random()
    if p < 0.78:
        return (255, 255, 255) if rng.random() < 0.8 else tuple(int(v) for v in 255 - rng.integers(0, 12, 3))
    if p < 0.93:
        return (0, 0, 0) if rng.random() < 0.7 else tuple(int(v) for v in rng.integers(0, 20, 3))
    grey = int(rng.integers(40, 235))
    return (grey, grey, grey)


def main():
    rng = np.random.default_rng(7)
    composer = Composer(Pool())
    sheet = Image.new('RGB', (4 * 420, 4 * 420), (90, 90, 90))
    palette = dict(zip(KINDS, ['red', 'blue', 'cyan', 'orange', 'magenta', 'green', 'brown', 'black']))
    for index in range(16):
        pixels, panels = composer.figure(rng) if index < 11 else composer.real(rng)
        picture = Image.fromarray(pixels)
        draw = ImageDraw.Draw(picture)
        for p in panels:
            draw.rectangle(p['box'], outline=palette[p['kind']], width=3)
        picture.thumbnail((410, 410))
        sheet.paste(picture, (index % 4 * 420, index // 4 * 420))
    sheet.save('.training/detector/sheet.png')


if __name__ == '__main__':
    main()
