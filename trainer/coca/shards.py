"""WebDataset tars as `histocorpus export` writes them, opened by offset: any sample at any time, without unpacking.

    OUT/manifest.json              which shards, their topic, split, rows, SHA-256
    OUT/<topic>/<split>-00000.tar  members <pair_id>.jpg, <pair_id>.txt (caption), <pair_id>.json (provenance)

Foreign WebDataset folders without a manifest are read too. An index of all members is made once (headers and the two
small members of each sample) and kept in the user's cache folder; nothing is written into the export.
"""

import hashlib
import json
import os
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

IMAGES = ('jpg', 'jpeg', 'png', 'webp')


class ShardError(Exception):
    """The data cannot be used as asked. The message says what to change."""


@dataclass
class Index:
    """One row a sample. Strings of few values are numpy arrays too, so that filters are comparisons."""

    root: str
    shards: np.ndarray  # [K] str, relative paths
    key: np.ndarray  # [N] str, the pair id
    shard: np.ndarray  # [N] int32
    image: np.ndarray  # [N, 2] int64 offset and size in the tar
    text: np.ndarray  # [N, 2] int64
    meta: np.ndarray  # [N, 2] int64, size 0 where there is no json
    group: np.ndarray  # [N] int64, hash of the caption's words
    topic: np.ndarray  # [N] str
    stain: np.ndarray
    licence: np.ndarray  # class: commercial, share_alike, noncommercial, ...
    split: np.ndarray
    article: np.ndarray
    broken: int  # samples without picture or caption, and shards cut short
    digest: str  # SHA-256 of manifest.json, or of the names and sizes without one

    def __len__(self) -> int:
        return len(self.key)

    def where(self, keep: np.ndarray) -> 'Index':
        rows = {f.name: getattr(self, f.name) for f in fields(self)}
        per_sample = ('key', 'shard', 'image', 'text', 'meta', 'group', 'topic', 'stain', 'licence', 'split', 'article')
        return Index(**{n: v[keep] if n in per_sample else v for n, v in rows.items()})

    def select(self, **wanted: list[str] | None) -> 'Index':
        """`select(split=['train'], topic=['breast', 'lung'])`; None or an empty list asks for everything."""
        keep = np.ones(len(self), bool)
        for name, values in wanted.items():
            if values:
                keep &= np.isin(getattr(self, name), values)
        out = self.where(keep)
        if not len(out):
            asked = ', '.join(f'{n} in {v}' for n, v in wanted.items() if v)
            have = ', '.join(f'{n}: {sorted(set(getattr(self, n).tolist()))}' for n, v in wanted.items() if v)
            raise ShardError(f'no sample of {self.root} has {asked or "a picture and a caption"}. It holds {have}.')
        return out


def group_of(caption: str) -> int:
    """Equal for captions of equal words: panels of an unsplit figure, and repeats across figures."""
    words = ' '.join(caption.lower().split())
    return int.from_bytes(hashlib.blake2b(words.encode('utf-8', 'replace'), digest_size=8).digest(), 'little', signed=True)


def open_index(root: str | Path, cache: bool = True) -> Index:
    """Index of an export folder. Raises ShardError when there is nothing to read."""
    root = Path(root)
    if not root.is_dir():
        raise ShardError(f'{root} is no folder. Export one: npx histocorpus export CORPUS --format webdataset --out {root}')
    manifest = root / 'manifest.json'
    listed = _listed(manifest) if manifest.exists() else {}
    paths = sorted(listed) if listed else sorted(str(p.relative_to(root)) for p in root.rglob('*.tar'))
    if not paths:
        raise ShardError(f'{root} holds no .tar shards. Was it exported with --format webdataset?')
    missing = [p for p in paths if not (root / p).exists()]
    if missing:
        raise ShardError(f'{root}/manifest.json lists {missing[0]}, which is not there. Copy or export the folder again.')
    stamp = json.dumps([[p, (root / p).stat().st_size, (root / p).stat().st_mtime_ns] for p in paths])
    digest = hashlib.sha256(manifest.read_bytes() if listed else stamp.encode()).hexdigest()
    store = _cache_file(root, stamp)
    if cache and store.exists():
        with np.load(store) as saved:
            loaded = {n: saved[n] for n in saved.files}
        return Index(**{**loaded, 'root': str(root), 'broken': int(loaded['broken']), 'digest': digest})
    index = _scan(root, paths, listed, digest)
    if cache:
        _save(index, store)
    return index


def _listed(manifest: Path) -> dict[str, dict]:
    """Shards of a manifest by relative path."""
    shards = json.loads(manifest.read_text()).get('shards', [])
    return {s.get('path') or s.get('file') or s['name']: s for s in shards}


def _scan(root: Path, paths: list[str], listed: dict[str, dict], digest: str) -> Index:
    rows: list[tuple] = []
    broken = 0
    for number, path in enumerate(paths):
        known = listed.get(path, {})
        fallback = {
            'topic': known.get('topic') or Path(path).parent.name,
            'split': known.get('split') or Path(path).name.rpartition('-')[0],
        }
        samples, cut = _members(root / path)
        broken += cut
        with open(root / path, 'rb') as tar:
            for key, parts in samples.items():
                picture = next((parts[e] for e in IMAGES if e in parts), None)
                if picture is None or 'txt' not in parts:
                    broken += 1
                    continue
                meta = _json(tar, parts.get('json')) | {}
                caption = os.pread(tar.fileno(), parts['txt'][1], parts['txt'][0]).decode('utf-8', 'replace')
                licence = meta.get('licence') or {}
                rows.append(
                    (
                        key,
                        number,
                        picture,
                        parts['txt'],
                        parts.get('json', (0, 0)),
                        group_of(caption),
                        meta.get('topic') or fallback['topic'],
                        meta.get('stain') or 'unspecified',
                        licence.get('class', 'unknown') if isinstance(licence, dict) else str(licence),
                        meta.get('split') or fallback['split'],
                        meta.get('article_id') or meta.get('article') or key,
                    )
                )
    columns = list(zip(*rows)) if rows else [()] * 11
    names = ('key', 'shard', 'image', 'text', 'meta', 'group', 'topic', 'stain', 'licence', 'split', 'article')
    kinds = {'shard': np.int32, 'image': np.int64, 'text': np.int64, 'meta': np.int64, 'group': np.int64}
    arrays = {n: np.array(c, dtype=kinds.get(n, np.str_)) for n, c in zip(names, columns)}
    return Index(root=str(root), shards=np.array(paths, np.str_), broken=broken, digest=digest, **arrays)


def _members(path: Path) -> tuple[dict[str, dict[str, tuple[int, int]]], int]:
    """Samples of a tar by WebDataset's rule (key = name up to the first dot of its last part), and 1 if it is cut short."""
    samples: dict[str, dict[str, tuple[int, int]]] = {}
    size = path.stat().st_size
    try:
        with tarfile.open(path, 'r:') as tar:
            for member in tar:
                if not member.isfile() or member.offset_data + member.size > size:
                    continue
                folder, _, base = member.name.rpartition('/')
                stem, _, ending = base.partition('.')
                key = f'{folder}/{stem}' if folder else stem
                samples.setdefault(key, {})[ending.lower()] = (member.offset_data, member.size)
    except (tarfile.TarError, EOFError, OSError) as error:
        print(f'{path}: {error}; its first {len(samples)} samples are used', file=sys.stderr)
        return samples, 1
    return samples, 0


def _json(tar, place: tuple[int, int] | None) -> dict:
    if not place:
        return {}
    try:
        value = json.loads(os.pread(tar.fileno(), place[1], place[0]))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _cache_file(root: Path, stamp: str) -> Path:
    base = Path(os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache')
    return base / 'coca-index' / f'{hashlib.sha256(f"v1 {root.resolve()} {stamp}".encode()).hexdigest()[:24]}.npz'


def _save(index: Index, store: Path) -> None:
    """Atomically, so that ranks that start together do not read half a file. A read-only home is no error."""
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        part = store.with_name(f'{store.stem}.{os.getpid()}.npz')
        np.savez(part, **{f.name: getattr(index, f.name) for f in fields(index) if f.name not in ('root', 'digest')})
        os.replace(part, store)
    except OSError as error:
        print(f'index not cached: {error}', file=sys.stderr)


class Reader:
    """Bytes of samples by position. Holds at most 128 files open; safe to use in forked workers."""

    def __init__(self, index: Index):
        self.index, self.open = index, {}

    def _read(self, number: int, place: np.ndarray) -> bytes:
        if number not in self.open:
            if len(self.open) >= 128:
                os.close(self.open.pop(next(iter(self.open))))
            self.open[number] = os.open(Path(self.index.root) / str(self.index.shards[number]), os.O_RDONLY)
        data = os.pread(self.open[number], int(place[1]), int(place[0]))
        if len(data) != place[1]:
            raise OSError(f'{self.index.shards[number]} ends early')
        return data

    def image(self, i: int) -> bytes:
        return self._read(int(self.index.shard[i]), self.index.image[i])

    def caption(self, i: int) -> str:
        return self._read(int(self.index.shard[i]), self.index.text[i]).decode('utf-8', 'replace')

    def meta(self, i: int) -> dict:
        return json.loads(self._read(int(self.index.shard[i]), self.index.meta[i]) or b'{}')

    def captions(self) -> Iterator[str]:
        return (self.caption(i) for i in range(len(self.index)))
