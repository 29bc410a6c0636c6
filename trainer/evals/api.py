"""What an evaluator asks of a model. A model of another make needs these two methods, no more."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from coca.generate import pad_captions
from coca.model import CoCa
from coca.tokenizer import CaptionTokenizer
from coca.transforms import normalise


class Encoder(Protocol):
    side: int  # pixels of the square it wants

    def image_embeds(self, images: Tensor) -> np.ndarray:
        """uint8 [B, S, S, 3] to unit vectors [B, E]."""
        ...

    def text_embeds(self, texts: list[str]) -> np.ndarray:
        """Sentences to unit vectors [B, E]."""
        ...


class Evaluator(Protocol):
    def run(self, encoder: Encoder) -> Iterator[tuple[str, float]]: ...


class CoCaEncoder:
    """This project's model behind the protocol."""

    def __init__(self, model: CoCa, tokenizer: CaptionTokenizer, device: torch.device | str = 'cpu'):
        self.model, self.tokenizer, self.device = model, tokenizer, device
        self.side = model.shape.vision.image

    @torch.no_grad()
    def image_embeds(self, images: Tensor) -> np.ndarray:
        return self.model.encode_image(normalise(images.to(self.device)))[1].cpu().numpy()

    @torch.no_grad()
    def text_embeds(self, texts: list[str]) -> np.ndarray:
        ids = pad_captions([self.tokenizer.encode(t) for t in texts])
        return self.model.encode_text(ids.to(self.device))[1].cpu().numpy()
