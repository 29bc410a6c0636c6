"""Metrics as pure functions over per-sample outcomes, and how sure they are."""

from collections.abc import Callable

import numpy as np


def accuracy(truth: np.ndarray, guess: np.ndarray) -> float:
    return float((truth == guess).mean())


def balanced_accuracy(truth: np.ndarray, guess: np.ndarray) -> float:
    """Mean recall over the classes that occur in `truth`."""
    return float(np.mean([(guess[truth == c] == c).mean() for c in np.unique(truth)]))


def interval(
    metric: Callable[..., float], *columns: np.ndarray, replicates: int = 1000, seed: int = 0, clusters: np.ndarray | None = None
) -> tuple[float, float]:
    """95 % percentile bootstrap interval. With `clusters` (article, patient) whole clusters are drawn, as they should be."""
    rng = np.random.default_rng(seed)
    n = len(columns[0])
    groups = [np.arange(n)[clusters == c] for c in np.unique(clusters)] if clusters is not None else None
    values = []
    for _ in range(replicates):
        if groups is None:
            rows = rng.integers(0, n, n)
        else:
            rows = np.concatenate([groups[i] for i in rng.integers(0, len(groups), len(groups))])
        values.append(metric(*(c[rows] for c in columns)))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
