"""Batches of samples of like length, so that little is padding."""

import torch


def alike(sample, count, tokens, rng):
    """For ever lists of samples, about `tokens` places each with padding, drawn `count` at a time; a sample's first column are its ids."""
    while True:
        groups, group = [], []
        for row in sorted((sample() for _ in range(count)), key=lambda row: len(row[0])):
            if group and len(row[0]) * (len(group) + 1) > tokens:
                groups.append(group)
                group = []
            group.append(row)
        groups.append(group)
        rng.shuffle(groups)
        yield from groups


def padded(rows, values, step):
    """A tensor [B, N] for each column, filled up with its value; N is a multiple of `step`: oneDNN keeps memory for each shape."""
    length = -(-max(len(row[0]) for row in rows) // step) * step
    return tuple(torch.tensor([row[c] + [value] * (length - len(row[c])) for row in rows]) for c, value in enumerate(values))
