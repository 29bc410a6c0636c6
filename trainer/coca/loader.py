"""Batches for training: exactly shuffled, strided over ranks, resumable at any step without reading anything again.

The stream of samples is endless: epoch 0's permutation, then epoch 1's, and so on, each drawn from (seed, epoch). Global
micro-batch g is samples [g W m, (g + 1) W m) of that stream and rank r takes every W-th of them. So each sample comes
exactly once an epoch whatever the number of ranks and workers, every rank makes the same number of steps, and the whole
state is one number: how many samples were consumed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, Sampler

from coca.batch import Batch, collate
from coca.shards import Index, Reader, ShardError
from coca.tokenizer import CaptionTokenizer
from coca.transforms import decode, fit, random_crop


@lru_cache(maxsize=4)
def order(size: int, seed: int, epoch: int) -> np.ndarray:
    """The permutation of one epoch."""
    return np.random.default_rng([seed, epoch]).permutation(size)


@dataclass(frozen=True)
class Stream:
    """The endless order of samples; `at` gives (epoch, sample) pairs of a range of positions."""

    size: int
    seed: int

    def at(self, start: int, stop: int) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        while start < stop:
            epoch, offset = divmod(start, self.size)
            take = min(stop - start, self.size - offset)
            out += [(epoch, int(i)) for i in order(self.size, self.seed, epoch)[offset : offset + take]]
            start += take
        return out


class MicroBatches(Sampler):
    """Lists of (epoch, sample) for one rank, from a position of the stream on, for `count` micro-batches."""

    def __init__(self, stream: Stream, position: int, micro: int, count: int, rank: int, world: int):
        assert position % (micro * world) == 0, 'a position lies between global micro-batches: was the batch size changed?'
        self.stream, self.position, self.micro, self.count = stream, position, micro, count
        self.rank, self.world = rank, world

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        width = self.micro * self.world
        for g in range(self.count):
            start = self.position + g * width
            yield self.stream.at(start, start + width)[self.rank :: self.world]


class Samples(Dataset):
    """One readable sample: picture [S, S, 3] uint8, token ids, group."""

    def __init__(self, index: Index, tokenizer: CaptionTokenizer, side: int, augment: str = 'none', seed: int = 0):
        assert augment in ('none', 'crop'), 'augment is none or crop'
        self.index, self.tokenizer, self.side, self.augment, self.seed = index, tokenizer, side, augment, seed
        self.reader = Reader(index)

    def __len__(self) -> int:
        return len(self.index)

    def picture(self, epoch: int, i: int) -> np.ndarray:
        image = decode(self.reader.image(i), self.side)
        if self.augment == 'crop':
            return random_crop(image, self.side, np.random.default_rng([self.seed, epoch, i]))
        return fit(image, self.side)

    def __getitem__(self, where: tuple[int, int]) -> tuple[np.ndarray, list[int], int, int, int]:
        """When a sample cannot be read the next of the index stands in, so that ranks keep equal batches."""
        epoch, wanted = where
        for skipped in range(min(50, len(self))):
            i = (wanted + skipped) % len(self)
            try:
                return self.picture(epoch, i), self.tokenizer.encode(self.reader.caption(i)), int(self.index.group[i]), skipped, i
            except (OSError, ValueError, SyntaxError) as error:
                problem = error
        raise ShardError(f'50 samples in a row cannot be read, the last for: {problem}. Run: npx histocorpus verify')


def assemble(samples: list[tuple], context: int) -> Batch:
    images, ids, groups, skipped, where = zip(*samples)
    return collate(list(images), list(ids), list(groups), context, sum(map(int, map(bool, skipped))), list(where))


class Assemble:
    def __init__(self, context: int):
        self.context = context

    def __call__(self, samples: list[tuple]) -> Batch:
        return assemble(samples, self.context)


def one_thread(_: int) -> None:
    torch.set_num_threads(1)


def check_shards(index: Index, ranks: int, workers: int) -> None:
    """Refuses early what the stock WebDataset readers would hang on: more readers than shards."""
    shards, readers = len(set(index.shard.tolist())), ranks * max(1, workers)
    if shards < readers:
        raise ShardError(
            f'{shards} shards cannot feed {ranks} ranks x {max(1, workers)} workers: '
            f'pass --workers {max(0, shards // ranks)}, or export with --min-shards {readers}.'
        )


def training_batches(
    data: Samples, *, micro: int, count: int, position: int = 0, workers: int = 0, rank: int = 0, world: int = 1
) -> DataLoader:
    """This rank's next `count` micro-batches from `position` (samples consumed by all ranks so far)."""
    stream = Stream(len(data), data.seed)
    return DataLoader(
        data,
        batch_sampler=MicroBatches(stream, position, micro, count, rank, world),
        collate_fn=Assemble(data.tokenizer.context),
        num_workers=workers,
        worker_init_fn=one_thread,
        pin_memory=torch.cuda.is_available(),
        persistent_workers=workers > 0,
        prefetch_factor=4 if workers else None,
    )


def each_once(data: Samples, size: int) -> Iterator[Batch]:
    """Every readable sample once, in the index's order: for evaluation. Unreadable ones are left out."""
    for start in range(0, len(data), size):
        samples = [data[0, i] for i in range(start, min(start + size, len(data)))]
        samples = [s for s in samples if s[3] == 0]
        if samples:
            yield assemble(samples, data.tokenizer.context)
