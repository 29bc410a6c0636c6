"""What figures carry in print: panel letters in many styles, scale bars, arrows, words, insets."""

import string

import numpy as np
from PIL import ImageFont


def ink(ground):
    return (0, 0, 0) if sum(ground) > 380 else (255, 255, 255)


def letter_style(rng, fonts, inner, boxes):
    """How this figure letters its panels, or None."""
    if rng.random() < 0.22 or not boxes:
        return None
    smallest = min(min(b[2] - b[0], b[3] - b[1]) for b in boxes)
    return {
        'font': fonts[rng.integers(len(fonts))], 'size': int(np.clip(smallest * rng.uniform(0.07, 0.22), 9, 60)),
        'case': rng.choice(['upper', 'upper', 'lower', 'roman', 'number'], p=[0.4, 0.2, 0.32, 0.03, 0.05]),
        'frame': rng.choice(['', '', '', '()', ')', '.', 'box']), 'corner': rng.choice(['tl', 'tl', 'tl', 'bl', 'tr', 'br']),
        'colour': rng.choice(['auto', 'auto', 'white', 'black', 'yellow', 'red']), 'start': int(rng.choice([0, 0, 0, 0, 1, 3, 6])),
        'pad': int(rng.integers(0, 9)), 'sub': rng.random() < 0.06,
    }


COLOURS = {'white': (255, 255, 255), 'black': (0, 0, 0), 'yellow': (255, 240, 0), 'red': (230, 20, 20)}
ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']


def put_letter(rng, draw, style, index, cell, box, band):
    """Prints the panel's letter inside its corner, or above / beside it when a band was kept free."""
    n = (index + style['start']) % 26
    if style['case'] == 'roman':
        text = ROMAN[n % 12]
    elif style['case'] == 'number':
        text = str(n + 1)
    else:
        text = string.ascii_uppercase[n] if style['case'] == 'upper' else string.ascii_lowercase[n]
    if style['sub']:
        text += rng.choice(['1', '2', "'"])
    printed = {'()': f'({text})', ')': f'{text})', '.': f'{text}.'}.get(style['frame'], text)
    font = ImageFont.truetype(style['font'], style['size'])
    x0, y0, x1, y1 = draw.textbbox((0, 0), printed, font=font)
    w, h, pad = x1 - x0, y1 - y0, style['pad']
    if band:
        at = (cell[0], cell[1])
    else:
        at = (
            box[0] + pad if style['corner'][1] == 'l' else box[2] - pad - w,
            box[1] + pad if style['corner'][0] == 't' else box[3] - pad - h,
        )
    under = draw._image.crop((int(at[0]), int(at[1]), int(at[0] + w + 1), int(at[1] + h + 1)))
    bright = np.asarray(under).mean() if under.size[0] and under.size[1] else 255
    colour = COLOURS.get(style['colour']) if style['colour'] != 'auto' and not band else None
    if colour is None or abs(np.mean(colour) - bright) < 60:
        colour = (0, 0, 0) if bright > 120 else (255, 255, 255)
    if style['frame'] == 'box':
        paper = (255, 255, 255) if sum(colour) < 200 else (0, 0, 0)
        draw.rectangle([at[0] - 2, at[1] - 2, at[0] + w + 2, at[1] + h + 2], fill=paper)
        colour = (0, 0, 0) if sum(paper) else (255, 255, 255)
    draw.text((at[0] - x0, at[1] - y0), printed, font=font, fill=colour)
    return text


def write(rng, draw, fonts, at, text, size, anchor, colour):
    draw.text(at, text, font=ImageFont.truetype(fonts[rng.integers(len(fonts))], int(size)), fill=colour, anchor=anchor)


WORDS = 'Control Sham Day 7 HE CD31 Ki-67 WT KO Treated x200 x400 Tumor Normal 10 mg/kg merge DAPI 24 h Masson PAS IgG'.split()


def words(rng):
    return ' '.join(rng.choice(WORDS, int(rng.integers(1, 3))))


def marks(rng, draw, canvas, box, composer):
    """Scale bars, arrows, asterisks, words and insets that figures carry inside a panel."""
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    if w < 60 or h < 60:
        return
    colour = [(0, 0, 0), (255, 255, 255), (255, 240, 0), (220, 0, 0)][rng.choice(4, p=[0.45, 0.35, 0.1, 0.1])]
    if rng.random() < 0.35:
        length, thick = w * rng.uniform(0.08, 0.25), int(rng.integers(1, max(2, h // 60) + 1))
        x = x1 - length - w * 0.04 if rng.random() < 0.75 else x0 + w * 0.04
        y = y1 - h * rng.uniform(0.03, 0.09)
        draw.rectangle([x, y, x + length, y + thick], fill=colour)
        if rng.random() < 0.4:
            write(rng, draw, composer.fonts, (x + length / 2, y - 1), f'{rng.choice([20, 50, 100, 200, 500])} µm', max(7, h * 0.05), 'mb', colour)
    for _ in range(int(rng.choice([0, 0, 0, 1, 3]))):
        x, y = rng.uniform(x0 + w * 0.1, x1 - w * 0.1), rng.uniform(y0 + h * 0.1, y1 - h * 0.1)
        a, s = rng.uniform(0, 6.28), max(5, min(w, h) * 0.06)
        if rng.random() < 0.7:
            draw.line([x, y, x + s * np.cos(a), y + s * np.sin(a)], fill=colour, width=max(1, int(s / 5)))
            b = s * 0.45
            draw.polygon([(x - b * np.cos(a), y - b * np.sin(a)), (x + b * np.cos(a + 2), y + b * np.sin(a + 2)), (x + b * np.cos(a - 2), y + b * np.sin(a - 2))], fill=colour)
        else:
            write(rng, draw, composer.fonts, (x, y), '*', s * 2, 'mm', colour)
    if rng.random() < 0.1:
        write(rng, draw, composer.fonts, (x0 + w / 2, y0 + h * 0.06), words(rng), max(7, h * 0.07), 'mt', colour)
    if rng.random() < 0.06 and min(w, h) > 110:  # an inset belongs to its panel: no box of its own
        iw, ih = int(w * rng.uniform(0.2, 0.38)), int(h * rng.uniform(0.2, 0.38))
        source = canvas.crop((int(x0 + w * 0.3), int(y0 + h * 0.3), int(x0 + w * 0.3 + iw / 2), int(y0 + h * 0.3 + ih / 2))).resize((iw, ih))
        px, py = (x1 - iw, y1 - ih) if rng.random() < 0.5 else (x0, y1 - ih)
        canvas.paste(source, (px, py))
        draw.rectangle([px, py, px + iw - 1, py + ih - 1], outline=colour, width=max(1, int(rng.integers(1, 3))))
    if rng.random() < 0.15:
        draw.rectangle([x0, y0, x1 - 1, y1 - 1], outline=(0, 0, 0), width=1)
