"""What a training step eats, and how samples become it. All index arithmetic happens here, on the host.

A step sees two kinds of rows of the padded [B, L] ids:
  rows         every real token (start, words, end, CLS): what the text encoder computes
  decode_rows  start and words: those with a next token to predict; what the decoder computes
"""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from coca.caption_loss import IGNORE
from coca.text import PAD


class Batch(NamedTuple):
    images: Tensor  # [B, S, S, 3] uint8
    ids: Tensor  # [B, L] int64
    rows: Tensor  # [N] int64, positions in the flattened ids; B * L fills up
    cls: Tensor  # [B] int64, row of each CLS token among `rows`
    decode_rows: Tensor  # [M] int64, like rows
    decode_from: Tensor  # [M] int64, row among `rows` that each decoder row continues
    targets: Tensor  # [M] int64, next token; IGNORE at fillers
    group: Tensor  # [B] int64, equal where captions are equal
    labels: Tensor  # [] int64, number of targets that count
    skipped: Tensor  # [] int64, unreadable samples that others stand in for
    sample: Tensor  # [B] int64, position of each sample in the index

    def to(self, device: torch.device) -> 'Batch':
        return Batch(*(t.to(device, non_blocking=True) for t in self))

    def pin_memory(self) -> 'Batch':
        return Batch(*(t.pin_memory() for t in self))


def pad(sequences: list[list[int]], context: int, multiple: int = 16) -> np.ndarray:
    """[B, L] int64, L the longest rounded up to a multiple, so that few shapes occur and each can be compiled."""
    longest = max(map(len, sequences))
    length = min(context, -(-longest // multiple) * multiple)
    assert longest <= length, f'a caption of {longest} tokens does not fit the context of {context}'
    ids = np.full((len(sequences), length), PAD, np.int64)
    for row, sequence in zip(ids, sequences):
        row[: len(sequence)] = sequence
    return ids


def fill(values: np.ndarray, bucket: int, filler: int) -> np.ndarray:
    """Rounds the number of rows up to a multiple of `bucket`: again few shapes, at most one bucket of waste."""
    return np.concatenate([values, np.full(-len(values) % bucket, filler, np.int64)])


def collate(
    images: list[np.ndarray],
    sequences: list[list[int]],
    groups: list[int],
    context: int,
    skipped: int = 0,
    samples: list[int] | None = None,
) -> Batch:
    """Pictures [S, S, 3] uint8 and token ids (start ... end CLS) to one Batch."""
    ids = pad(sequences, context)
    size, length = ids.shape
    bucket = max(1, size * length // 32)
    lengths = np.array([len(s) for s in sequences])
    ends = np.cumsum(lengths)  # rows are sample after sample
    column = np.arange(length)
    rows = np.flatnonzero(column < lengths[:, None])
    decoded = column < (lengths - 2)[:, None]  # end and CLS predict nothing
    decode_rows = np.flatnonzero(decoded)
    order = np.full(size * length, -1)
    order[rows] = np.arange(len(rows))
    targets = ids.reshape(-1)[decode_rows + 1]
    tensors = {
        'images': np.stack(images),
        'ids': ids,
        'rows': fill(rows, bucket, size * length),
        'cls': ends - 1,
        'decode_rows': fill(decode_rows, bucket, size * length),
        'decode_from': fill(order[decode_rows], bucket, 0),
        'targets': fill(targets, bucket, IGNORE),
        'group': np.array(groups, np.int64),
        'labels': np.array(len(targets)),
        'skipped': np.array(skipped),
        'sample': np.array(samples if samples is not None else range(size), np.int64),
    }
    return Batch(**{name: torch.from_numpy(value) for name, value in tensors.items()})
