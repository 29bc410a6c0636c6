"""Zero-shot classification with prompts, by ensemble and by the single-prompt median (paper, "Zero-shot classification").

Prompt files have the shape the field uses, so that others' drop in:
    {"0": {"classnames": {"lung": ["lung tissue", ...]}, "templates": ["CLASSNAME.", "an image of CLASSNAME.", ...]}}

Ensemble: a class is the mean of the unit embeddings of all its names in all templates, made unit again. Single: one name
a class and one template, drawn 50 times; the median is reported. Neither looks at the labels to choose a prompt.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coca.loader import Samples, each_once
from coca.shards import Index
from coca.tokenizer import CaptionTokenizer
from evals.api import Encoder
from evals.stats import accuracy, balanced_accuracy, interval

PROMPTS = Path(__file__).parent / 'prompts'


def read_prompts(path: str | Path) -> tuple[dict[str, list[str]], list[str]]:
    raw = json.loads(Path(path).read_text())['0']
    assert all('CLASSNAME' in t for t in raw['templates']), f'{path}: every template needs the word CLASSNAME'
    return raw['classnames'], raw['templates']


def class_embeds(encoder: Encoder, names: dict[str, list[str]], templates: list[str]) -> np.ndarray:  # [C, E]
    rows = []
    for synonyms in names.values():
        texts = [t.replace('CLASSNAME', n) for n in synonyms for t in templates]
        mean = encoder.text_embeds(texts).mean(axis=0)
        rows.append(mean / np.linalg.norm(mean))
    return np.stack(rows)


class ZeroShot:
    """Classifies the samples of an index by one of its own columns, `stain` or `topic`."""

    def __init__(self, index: Index, tokenizer: CaptionTokenizer, label: str, prompts: str | Path | None = None, size: int = 64):
        self.names, self.templates = read_prompts(prompts or PROMPTS / f'{label}.json')
        self.index = index.select(**{label: list(self.names)})
        self.label, self.tokenizer, self.size = label, tokenizer, size

    def run(self, encoder: Encoder, draws: int = 50, seed: int = 0) -> Iterator[tuple[str, float]]:
        data = Samples(self.index, self.tokenizer, encoder.side)
        images, where = [], []
        for batch in each_once(data, self.size):
            images.append(encoder.image_embeds(batch.images))
            where += batch.sample.tolist()
        image = np.concatenate(images)  # [N, E]
        classes = list(self.names)
        truth = np.array([classes.index(c) for c in getattr(self.index, self.label)[where]])
        guess = (image @ class_embeds(encoder, self.names, self.templates).T).argmax(axis=1)
        yield f'zeroshot_{self.label}_acc', accuracy(truth, guess)
        yield f'zeroshot_{self.label}_bacc', balanced_accuracy(truth, guess)
        low, high = interval(balanced_accuracy, truth, guess, clusters=self.index.article[where])
        yield f'zeroshot_{self.label}_bacc_low', low
        yield f'zeroshot_{self.label}_bacc_high', high
        rng = np.random.default_rng(seed)
        singles = []
        for _ in range(draws):
            one = {c: [str(rng.choice(n))] for c, n in self.names.items()}
            single = (image @ class_embeds(encoder, one, [str(rng.choice(self.templates))]).T).argmax(axis=1)
            singles.append(balanced_accuracy(truth, single))
        yield f'zeroshot_{self.label}_bacc_single_median', float(np.median(singles))
