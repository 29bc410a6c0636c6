"""The losses of a run as a picture, drawn with Pillow alone.

    python -m coca plot --run ../.training/tiny --out losses.png
"""

import argparse
import json
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

COLOURS = {'contrastive': (200, 70, 120), 'caption': (60, 100, 180)}
GREY = (130, 130, 130)
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 900, 480, 64, 48, 40, 24


def ticks(top: float) -> list[float]:
    """Round steps from zero to just above the top: 1, 2 or 5 times a power of ten, about five of them."""
    raw = max(top, 1e-9) / 5
    power = 10.0 ** (len(str(int(raw))) - 1 if raw >= 1 else -len(str(int(1 / raw))))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= raw)
    return [i * step for i in range(int(top / step + 0.999) + 1)]


def draw(rows: list[dict], title: str) -> Image.Image:
    """One line a loss over steps, and the floor that repeated captions set. `rows` are the lines of log.jsonl with losses."""
    image = Image.new('RGB', (WIDTH, HEIGHT), 'white')
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(15)
    marks = ticks(max(r[name] for r in rows for name in COLOURS))
    first, last = rows[0]['step'], max(r['step'] for r in rows)
    x = lambda step: LEFT + (WIDTH - LEFT - RIGHT) * (step - first) / max(1, last - first)  # noqa: E731
    y = lambda loss: HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * loss / marks[-1]  # noqa: E731
    for mark in marks:
        pen.line([(LEFT, y(mark)), (WIDTH - RIGHT, y(mark))], fill=(225, 225, 225))
        pen.text((LEFT - 8, y(mark)), f'{mark:g}', fill='black', font=font, anchor='rm')
    for step in sorted({first, (first + last) // 2, last}):
        pen.text((x(step), HEIGHT - BOTTOM + 8), str(step), fill='black', font=font, anchor='ma')
    pen.text((WIDTH / 2, HEIGHT - 8), 'optimiser step', fill='black', font=font, anchor='ms')
    pen.text((LEFT, 12), title, fill='black', font=font)
    if all('floor' in r for r in rows):
        for at, to in zip(rows, rows[1:]):
            pen.line([(x(at['step']), y(at['floor'])), (x(to['step']), y(to['floor']))], fill=GREY)
        pen.text((WIDTH - RIGHT, TOP + 40), 'lowest contrastive loss of the batch', fill=GREY, font=font, anchor='ra')
    for i, (name, colour) in enumerate(COLOURS.items()):
        pen.line([(x(r['step']), y(r[name])) for r in rows], fill=colour, width=3, joint='curve')
        pen.text((WIDTH - RIGHT, TOP + 20 * i), f'{name} {rows[0][name]:.2f} -> {rows[-1][name]:.2f}', fill=colour, font=font, anchor='ra')
    return image


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser('coca plot', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--run', required=True)
    p.add_argument('--out', required=True)
    args = p.parse_args(argv)
    rows = [json.loads(line) for line in (Path(args.run) / 'log.jsonl').read_text().splitlines()]
    rows = [r for r in rows if 'contrastive' in r]
    assert rows, f'{args.run}/log.jsonl holds no losses yet'
    draw(rows, f'{Path(args.run).name}: losses in nats').save(args.out)
    print(args.out)


if __name__ == '__main__':
    main()
