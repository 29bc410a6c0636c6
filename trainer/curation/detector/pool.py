"""Decode every training picture once into one flat file, so that no training thread waits for JPEG.

    python trainer/curation/detector/pool.py --data ../shared/data

Writes .training/detector/pool.npy (uint8, flat) and pool.json (one record a picture: where it lies, what it shows,
its upstream group, and for hand-annotated figures the panel boxes in pixels of the stored copy).
Single pictures are kept at 640 px on the longer side, annotated figures at 1600 px.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None

KINDS = ['histology', 'other_micro', 'radiology', 'photo', 'gel', 'chart', 'diagram', 'other']
STAINS = ['H&E', 'IHC', 'special']

TISSUE = {'he': 'H&E', 'ihc': 'IHC', 'special': 'special', 'tissue_unspecified': None}
OTHER = {'table': 'other', 'screenshot': 'other', 'texture': 'other'}

# Figures of these groups are the frozen quality split: no model, shipped ones included, has trained on them.
# Twelve more groups were in it until the one-stage detector went on training with them (its card).
QUALITY = {
    *(f'article:{name}' for name in (
        'PMC3178181 PMC4238170 PMC4569613 PMC5696514 PMC6079351 PMC6261265 elife-50356 plosone-0093988'
    ).split()),
    'tiatoolbox-misc', 'neubias', 'valis-adincar33', 'skimage-ihc', 'jnkather-cd31',
}
# Held out besides while settings are chosen; the shipped models have trained on them.
DEV = {'cima-anhir', 'zeeshannisar-kidney', 'mendeley-lbc-pap', 'cellprofiler', 'hyper-kvasir'}


def split_of(group):
    return 'quality' if group in QUALITY else 'dev' if group in DEV else 'train'


def gold(data):
    """Hand-drawn panels by file relative to images/: `{file: [{bbox, kind, stain, label}]}`, and the figures' labels."""
    figures = {}
    for name in ('panels-articles', 'panels-textbooks'):
        for line in (data / f'gold-panels/{name}.jsonl').read_text().splitlines():
            figure = json.loads(line)
            figures[figure['file']] = figure['panels']
    for line in (data / 'gold-e2e/figures.jsonl').read_text().splitlines():
        figure = json.loads(line)
        folder = next(
            f for f in (f"tigr2ess-articles/{figure['article']}", 'openstax-anatomy')
            if (data / 'images' / f / figure['figure_file']).exists()
        )
        panels = []
        for panel in figure['panels']:
            tissue = panel['kind'] in TISSUE
            panels.append({
                'bbox': panel['bbox'], 'label': panel.get('label'),
                'kind': 'histology' if tissue else panel['kind'],
                'stain': TISSUE[panel['kind']] if tissue else None,
            })
        figures[f"{folder}/{figure['figure_file']}"] = panels
    return figures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--data', type=Path, default=Path('../shared/data'))
    parser.add_argument('--out', type=Path, default=Path('.training/detector'))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    figures = gold(options.data)
    records, offset = [], 0
    with open(options.data / 'images/manifest.tsv') as rows, open(options.out / 'pool.bin', 'wb') as flat:
        for row in csv.DictReader(rows, delimiter='\t'):
            kind, panels = row['kind'], figures.get(row['file'])
            if kind in ('pdf', 'article'):
                continue
            try:
                with Image.open(options.data / 'images' / row['file']) as picture:
                    picture = flatten(picture)
            except Exception as error:  # truncated or odd files are part of real packages
                print('skipped', row['file'], error)
                continue
            width, height = picture.size
            picture.thumbnail((1600, 1600) if panels is not None else (640, 640), Image.Resampling.BOX)
            scale = (picture.width / width, picture.height / height)
            tissue = kind in TISSUE
            records.append({
                'file': row['file'], 'group': row['upstream_group'], 'split': split_of(row['upstream_group']),
                'kind': 'histology' if tissue else OTHER.get(kind, kind), 'raw_kind': kind,
                'stain': TISSUE[kind] if tissue else None, 'notes': row['notes'],
                'offset': offset, 'width': picture.width, 'height': picture.height,
                'panels': None if panels is None else [
                    {
                        'bbox': [p['bbox'][0] * scale[0], p['bbox'][1] * scale[1], p['bbox'][2] * scale[0], p['bbox'][3] * scale[1]],
                        'kind': p['kind'], 'stain': p.get('stain'), 'label': p.get('label'),
                    } for p in panels
                ],
            })
            pixels = np.asarray(picture)
            flat.write(pixels.tobytes())
            offset += pixels.size
    (options.out / 'pool.json').write_text(json.dumps(records))
    print(len(records), 'pictures', offset // 2**20, 'MiB')


def flatten(picture):
    """RGB on white; 16-bit greys are scaled down."""
    if picture.mode.startswith('I;16') or picture.mode in ('I', 'F'):
        values = np.asarray(picture, dtype=np.float32)
        picture = Image.fromarray((255 * values / max(values.max(), 1)).astype(np.uint8))
    if picture.mode in ('RGBA', 'LA', 'P'):
        picture = picture.convert('RGBA')
        white = Image.new('RGBA', picture.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(white, picture)
    return picture.convert('RGB')


if __name__ == '__main__':
    main()
