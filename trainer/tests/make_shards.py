"""Generated shards for tests: coloured textures and captions that say what they are. Fixed seed, made in a second.

    python tests/make_shards.py /tmp/shards 96     # then: python -m coca train --data /tmp/shards --preset tiny

Colour, texture and grain are all named in the caption, so a model that learns can tell every pair from every other.
"""

import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image

COLOURS = {'pink': (230, 140, 180), 'violet': (120, 80, 160), 'brown': (140, 90, 50), 'teal': (60, 150, 150)}
TEXTURES = ('striped', 'dotted', 'checked', 'plain')
GRAINS = {'fine': 4, 'medium': 8, 'coarse': 16}
TOPICS = ('breast', 'lung')


def texture(kind: str, colour: tuple, grain: int, side: int, rng: np.random.Generator) -> np.ndarray:
    y, x = np.mgrid[0:side, 0:side] // grain
    on = {'striped': y % 2, 'dotted': (x % 2) & (y % 2), 'checked': (x + y) % 2, 'plain': x * 0}[kind]
    base = np.where(on[..., None], np.array(colour), 245)
    if kind == 'plain':
        base = np.broadcast_to(np.array(colour) - 2 * grain, (side, side, 3))
    return np.clip(base + rng.normal(0, 6, (side, side, 3)), 0, 255).astype(np.uint8)


def sample(i: int, side: int, repeat: int = 1) -> tuple[bytes, str, dict]:
    """JPEG of `side` pixels, caption (the sentence `repeat` times) and metadata of the i-th sample."""
    rng = np.random.default_rng([7, i])
    colour = list(COLOURS)[i % 4]
    kind = TEXTURES[i // 4 % 4]
    grain = list(GRAINS)[i // 16 % 3]
    picture = io.BytesIO()
    Image.fromarray(texture(kind, COLOURS[colour], GRAINS[grain], side, rng)).save(picture, 'JPEG', quality=92)
    caption = ' '.join([f'{grain.capitalize()} {kind} tissue, {colour}.'] * repeat)
    meta = {
        'pair_id': f'pair{i:05d}',
        'article_id': f'PMC{i // 3}.1',
        'figure_id': f'fig{i}',
        'stain': ['H&E', 'IHC'][i % 2],
        'topic': TOPICS[i % len(TOPICS)],
        'licence': {'spdx': 'CC-BY-4.0', 'class': 'commercial' if i % 5 else 'noncommercial'},
        'split': 'val' if i % 6 == 5 else 'train',
    }
    return picture.getvalue(), caption, meta


def write(root: Path, count: int = 48, side: int = 80, per_shard: int = 8, repeat: int = 1) -> Path:
    """An export folder: <topic>/<split>-00000.tar, manifest.json, sizes.json."""
    shards: dict[tuple[str, str], list[int]] = {}
    for i in range(count):
        meta = sample(i, 8)[2]
        shards.setdefault((meta['topic'], meta['split']), []).append(i)
    listing, sizes = [], {}
    for (topic, split), members in sorted(shards.items()):
        for number, start in enumerate(range(0, len(members), per_shard)):
            path = root / topic / f'{split}-{number:05d}.tar'
            path.parent.mkdir(parents=True, exist_ok=True)
            part = members[start : start + per_shard]
            with tarfile.open(path, 'w', format=tarfile.USTAR_FORMAT) as tar:
                for i in part:
                    picture, caption, meta = sample(i, side, repeat)
                    for ending, data in (('jpg', picture), ('json', json.dumps(meta).encode()), ('txt', caption.encode())):
                        info = tarfile.TarInfo(f'{meta["pair_id"]}.{ending}')
                        info.size = len(data)
                        tar.addfile(info, io.BytesIO(data))
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            name = str(path.relative_to(root))
            listing.append({'path': name, 'sha256': digest, 'rows': len(part), 'topic': topic, 'split': split})
            sizes[name] = len(part)
    (root / 'manifest.json').write_text(json.dumps({'shards': listing}))
    (root / 'sizes.json').write_text(json.dumps(sizes))
    return root


if __name__ == '__main__':
    print(write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 96))
