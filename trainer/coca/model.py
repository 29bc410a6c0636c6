"""CoCa (arXiv 2205.01917) in the shape of the paper's Methods, "Visual-language pretraining": three parts together, with open_clip's vocabulary (image_features, text_features, logit_scale).

    model = CoCa(preset('tiny').shape)
    features, embeds = model.encode_image(images)    # [B, 3, S, S] -> [B, E], [B, E] unit
    features, embeds = model.encode_text(ids)        # [B, L]       -> [B, D], [B, E] unit

`features` (before projection) serve probes, `embeds` serve comparison with text. Two names, so that nobody confuses them.
"""

import math

import torch
from torch import Tensor, nn

from coca.config import Shape
from coca.decoder import Decoder
from coca.text import TextEncoder, cls_position
from coca.vision import ImageEncoder

MAX_LOGIT_SCALE = math.log(100)  # CLIP's clamp


class CoCa(nn.Module):
    def __init__(self, shape: Shape, sigmoid: bool = False):
        super().__init__()
        self.shape = shape
        self.image = ImageEncoder(shape)
        self.text = TextEncoder(shape)
        self.decoder = Decoder(shape)
        self.logit_scale = nn.Parameter(torch.empty(1))  # log of the inverse temperature; [1], as FSDP2 shards no scalars
        self.logit_bias = nn.Parameter(torch.empty(1), requires_grad=sigmoid)  # sigmoid loss only
        self.compute = torch.float32  # dtype of activations; set to bfloat16 for training where it is fast
        self.init_weights()

    def init_weights(self) -> None:
        """Sets every parameter. Also called after `to_empty` when the model was built on the meta device."""
        for part in (self.image, self.text, self.decoder):
            part.init_weights()
        with torch.no_grad():
            self.logit_scale.fill_(math.log(10) if self.logit_bias.requires_grad else math.log(1 / 0.07))
            self.logit_bias.fill_(-10.0)  # SigLIP: start near "no pair matches"

    def trunk(self, images: Tensor) -> Tensor:  # [B, 3, S, S] -> [B, 1 + N, D]
        return self.image.trunk(images.to(self.compute))

    def encode_image(self, images: Tensor) -> tuple[Tensor, Tensor]:
        features = self.image.features(self.trunk(images))
        return features, self.image.embeds(features)

    def encode_text(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        features = self.text.features(self.text(ids, dtype=self.compute), cls_position(ids))
        return features, self.text.embeds(features)

    def caption_logits(self, images: Tensor, ids: Tensor) -> Tensor:
        """Next-token logits at every position, [B, L, V]. For tests and scoring; training never builds this tensor."""
        picture = self.image.caption(self.trunk(images))
        return self.decoder.logits(self.decoder(self.text(ids, dtype=self.compute), picture))

    def recompute(self, on: bool) -> None:
        """Activation checkpointing of every block."""
        self.image.trunk.recompute = self.text.recompute = self.decoder.recompute = on

    def clamp_logit_scale(self) -> None:
        with torch.no_grad():
            self.logit_scale.clamp_(0, MAX_LOGIT_SCALE)


def parameter_count(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
