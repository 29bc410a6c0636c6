"""Cross-modal retrieval, recall at 1, 5, 10 both ways and their mean (paper, "Image-to-text and text-to-image retrieval").

Two traps are closed. Captions that repeat are all right answers. Ties count against the model: a rank is one plus the
wrong answers that score as well or better, so constant embeddings get no credit.

Recall depends on how many candidates there are: compare runs only on the same samples.
"""

from collections.abc import Iterator

import numpy as np
import torch

from coca.loader import Samples, each_once
from coca.model import CoCa
from coca.shards import Index, ShardError
from coca.tokenizer import CaptionTokenizer
from evals.api import CoCaEncoder, Encoder

KS = (1, 5, 10)


def ranks(query: np.ndarray, candidates: np.ndarray, positive: np.ndarray) -> np.ndarray:
    """Rank from 1 of the best right answer for each query. query [Q, E], candidates [C, E], positive [Q, C] bool."""
    scores = query @ candidates.T
    best = np.where(positive, scores, -np.inf).max(axis=1, keepdims=True)
    return 1 + ((scores >= best) & ~positive).sum(axis=1)


class Retrieval:
    """All pairs of an index against each other: each picture once, each distinct caption once."""

    def __init__(self, index: Index, tokenizer: CaptionTokenizer, size: int = 64):
        self.index, self.tokenizer, self.size = index, tokenizer, size

    def run(self, encoder: Encoder) -> Iterator[tuple[str, float]]:
        data = Samples(self.index, self.tokenizer, encoder.side)
        images, groups, where = [], [], []
        for batch in each_once(data, self.size):
            images.append(encoder.image_embeds(batch.images))
            groups.append(batch.group.numpy())
            where += batch.sample.tolist()
        image, group = np.concatenate(images), np.concatenate(groups)
        _, first = np.unique(group, return_index=True)
        captions = [data.reader.caption(where[i]) for i in first]
        parts = [captions[i : i + self.size] for i in range(0, len(captions), self.size)]
        text = np.concatenate([encoder.text_embeds(part) for part in parts])
        positive = group[:, None] == group[first][None, :]  # [images, captions]
        for name, r in (('i2t', ranks(image, text, positive)), ('t2i', ranks(text, image, positive.T))):
            recalls = [float((r <= k).mean()) for k in KS]
            yield from zip((f'{name}_r@{k}' for k in KS), recalls)
            yield f'{name}_mean', float(np.mean(recalls))
        yield 'candidates', float(len(image))


def validation(
    model: CoCa,
    everything: Index,
    filters: dict[str, list[str] | None],
    tokenizer: CaptionTokenizer,
    device: torch.device,
) -> dict[str, float]:
    """Retrieval under the training's own topic, stain and licence filters, named by the split; empty without such samples."""
    try:
        index = everything.select(**filters)
    except ShardError:
        return {}
    scores = dict(Retrieval(index, tokenizer).run(CoCaEncoder(model, tokenizer, device)))
    return {f'{"_".join(filters["split"] or ["all"])}_{name}': value for name, value in scores.items()}
