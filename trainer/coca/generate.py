"""Captions from pictures: greedy, top-k, top-p or beam, one token at a time with cached keys and values.

    python -m coca caption --model ../.training/tiny/model picture.jpg [more.jpg] [--beam 4 | --top-k 50 | --top-p 0.9]
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from coca.attention import Cache
from coca.model import CoCa
from coca.text import CLS, END, PAD, START

FORBIDDEN = (PAD, START, CLS)  # never part of a caption


@dataclass
class Writing:
    """Everything that is remembered between two tokens of a batch of captions."""

    picture: Tensor  # [B, Q, D]
    text: list[Cache]
    decoder: list[tuple[Cache, Cache]]
    length: int = 0

    @staticmethod
    def of(model: CoCa, images: Tensor) -> 'Writing':
        """Images are normalised pixels [B, 3, S, S]."""
        picture = model.image.caption(model.trunk(images))
        return Writing(
            picture,
            [Cache() for _ in model.text.blocks],
            [(Cache(), Cache()) for _ in model.decoder.self_blocks],
        )

    def reorder(self, rows: Tensor) -> None:
        self.picture = self.picture[rows]
        for cache in (*self.text, *(c for pair in self.decoder for c in pair)):
            cache.reorder(rows)


def advance(model: CoCa, writing: Writing, ids: Tensor) -> Tensor:
    """Feeds ids [B, 1] (or the whole prompt first) and returns log-probabilities of the next token [B, V]."""
    states = model.text(ids, dtype=model.compute, caches=writing.text, at=writing.length)
    hidden = model.decoder(states, writing.picture, caches=writing.decoder)
    writing.length += ids.shape[1]
    logits = model.decoder.logits(hidden[:, -1])
    logits[:, list(FORBIDDEN)] = -torch.inf
    return logits.log_softmax(dim=-1)


def narrow(logits: Tensor, top_k: int, top_p: float) -> Tensor:
    """Keeps the k likeliest tokens, then the smallest set that holds `top_p` of what is left; others get -inf. [B, V]."""
    if top_k > 0:
        least = logits.topk(min(top_k, logits.shape[-1])).values[:, -1:]
        logits = logits.masked_fill(logits < least, -torch.inf)
    if top_p < 1:
        ordered, where = logits.sort(descending=True)
        before = ordered.softmax(-1).cumsum(-1) - ordered.softmax(-1)  # mass of all likelier tokens
        logits = torch.full_like(logits, -torch.inf).scatter(1, where, ordered.masked_fill(before >= top_p, -torch.inf))
    return logits


@torch.no_grad()
def sample(
    model: CoCa,
    images: Tensor,  # [B, 3, S, S] normalised
    limit: int = 64,
    temperature: float = 1.0,
    top_k: int = 0,
    top_p: float = 1.0,
    generator: torch.Generator | None = None,
) -> list[list[int]]:
    """Token ids of one caption a picture, without start and end. `temperature` 0 is greedy."""
    writing = Writing.of(model, images)
    limit = min(limit, model.shape.text.context - 2)
    last = torch.full((images.shape[0], 1), START, device=images.device)
    done = torch.zeros(images.shape[0], dtype=torch.bool, device=images.device)
    out = []
    for _ in range(limit):
        log_p = advance(model, writing, last)
        if temperature == 0:
            token = log_p.argmax(-1)
        else:
            token = torch.multinomial(narrow(log_p / temperature, top_k, top_p).softmax(-1), 1, generator=generator)[:, 0]
        token = token.masked_fill(done, END)
        done = done | (token == END)
        out.append(token)
        if bool(done.all()):
            break
        last = token[:, None]
    return [_until_end(row) for row in torch.stack(out, dim=1).tolist()]


@torch.no_grad()
def beam(model: CoCa, images: Tensor, beams: int = 4, limit: int = 64, length_penalty: float = 1.0) -> list[list[int]]:
    """The best of `beams` hypotheses by log-probability / length ** length_penalty, for each picture in turn."""
    return [_beam(model, image[None], beams, min(limit, model.shape.text.context - 2), length_penalty) for image in images]


def _beam(model: CoCa, image: Tensor, beams: int, limit: int, penalty: float) -> list[int]:
    writing = Writing.of(model, image)
    log_p = advance(model, writing, torch.full((1, 1), START, device=image.device))[0]  # [V]
    scores, tokens = log_p.topk(min(beams, int(torch.isfinite(log_p).sum())))
    writing.reorder(torch.zeros(len(tokens), dtype=torch.long, device=image.device))
    alive = [[t] for t in tokens.tolist()]
    finished: list[tuple[float, list[int]]] = []
    for _ in range(limit):
        for score, words in zip(scores.tolist(), alive):
            if words[-1] == END:
                finished.append((score / len(words) ** penalty, words))
        going = [i for i, words in enumerate(alive) if words[-1] != END]
        if not going or len(finished) >= beams or len(alive[0]) >= limit:
            break
        keep = torch.tensor(going, device=image.device)
        writing.reorder(keep)
        last = torch.tensor([[alive[i][-1]] for i in going], device=image.device)
        log_p = advance(model, writing, last) + scores[keep, None]  # [K, V]
        scores, flat = log_p.flatten().topk(beams)
        parents = flat // log_p.shape[1]
        writing.reorder(parents)
        alive = [[*alive[going[p]], t] for p, t in zip(parents.tolist(), (flat % log_p.shape[1]).tolist())]
    finished += [(s / len(w) ** penalty, w) for s, w in zip(scores.tolist(), alive) if w[-1] != END]
    return _until_end(max(finished)[1])


@torch.no_grad()
def score_captions(model: CoCa, images: Tensor, ids: Tensor) -> Tensor:
    """Mean log-probability a token of each given caption (ids [B, L], padded) for its picture: [B], nats."""
    log_p = model.caption_logits(images, ids)[:, :-1].log_softmax(-1)
    target = ids[:, 1:]
    each = log_p.gather(-1, target[..., None])[..., 0]
    real = ((target != PAD) & (target != CLS)).float()
    return (each * real).sum(1) / real.sum(1)


def _until_end(ids: list[int]) -> list[int]:
    return ids[: ids.index(END)] if END in ids else ids


def pad_captions(sequences: list[list[int]]) -> Tensor:  # -> [B, L] int64
    width = max(map(len, sequences))
    return torch.tensor([s + [PAD] * (width - len(s)) for s in sequences])
