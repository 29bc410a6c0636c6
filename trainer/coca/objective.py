"""One training step's loss: encoders, decoder and both losses under one forward, so that DDP and FSDP see one module.

Paper, Methods: contrastive + captioning, equal weights. Gradient accumulation is exact for the contrastive loss too
(GradCache, arXiv 2101.06983): features of all micro-batches are computed first without gradient, the loss of the large
batch gives each feature its gradient, then every micro-batch is run again and receives its share.
"""

from contextlib import nullcontext
from typing import NamedTuple

import torch
from torch import Tensor, nn

from coca.attention import Rows
from coca.batch import Batch
from coca.caption_loss import caption_loss
from coca.config import Schedule
from coca.contrastive import loss_floor, recall_at_1, sigmoid_loss, softmax_loss
from coca.distributed import total, world
from coca.model import CoCa
from coca.transforms import normalise


class Losses(NamedTuple):
    loss: Tensor  # what backward runs on, this rank's
    contrastive: Tensor  # this rank's mean
    caption: Tensor  # this rank's sum of nats
    recall: Tensor  # this rank's batch, image to text, at 1


class Share(NamedTuple):
    """What the loss of the large batch says to one micro-batch: gradients of its embeddings and of the two scalars."""

    image: Tensor  # [B, E]
    text: Tensor  # [B, E]
    scale: Tensor  # [1]
    bias: Tensor  # [1]


class Objective(nn.Module):
    def __init__(self, model: CoCa, schedule: Schedule):
        super().__init__()
        assert schedule.contrastive in ('softmax', 'sigmoid'), 'contrastive is softmax or sigmoid'
        self.model, self.schedule = model, schedule

    def contrast(self, image: Tensor, text: Tensor, log_scale: Tensor, bias: Tensor, group: Tensor) -> Tensor:
        if self.schedule.contrastive == 'sigmoid':
            return sigmoid_loss(image, text, log_scale.exp(), bias, group)
        return softmax_loss(image, text, log_scale.exp(), group)

    def forward(self, batch: Batch, labels: Tensor, share: Share | None = None, embeds_only: bool = False):
        """Losses of a micro-batch, or its embeddings (image, text) [B, E] when `embeds_only`.

        `labels` is the number of caption labels of the whole optimiser step over all ranks; `share` comes with
        accumulation, after the embeddings of all micro-batches are known.
        """
        model, weight = self.model, self.schedule
        rows = Rows(batch.rows, *batch.ids.shape)
        tokens = model.trunk(normalise(batch.images))  # [B, 1 + N, D]
        states = model.text(batch.ids, rows, model.compute)  # [N, D]
        image = model.image.embeds(model.image.features(tokens))  # [B, E]
        text = model.text.embeds(model.text.features(states, batch.cls))  # [B, E]
        if embeds_only:
            return image, text

        picture = model.image.caption(tokens)  # [B, Q, D]
        decode = Rows(batch.decode_rows, *batch.ids.shape)
        hidden = model.decoder(states.index_select(0, batch.decode_from), picture, decode)  # [M, D]
        caption = caption_loss(hidden, model.decoder.head.weight, batch.targets)
        # DDP averages gradients over ranks: times world, so that the sum over ranks is divided by all labels once.
        loss = weight.caption_weight * caption * world() / labels
        if share is None:
            contrastive = self.contrast(image, text, model.logit_scale, model.logit_bias, batch.group)
            loss = loss + weight.contrastive_weight * contrastive
        else:
            contrastive = torch.zeros_like(caption)
            loss = loss + (image * share.image).sum() + (text * share.text).sum()
            loss = loss + (model.logit_scale * share.scale).sum()
            if model.logit_bias.requires_grad:
                loss = loss + (model.logit_bias * share.bias).sum()
        recall = recall_at_1(image.detach(), text.detach(), batch.group)
        return Losses(loss, contrastive.detach(), caption.detach(), recall)


def backward(wrapped: nn.Module, objective: Objective, micro: list[Batch]) -> dict[str, Tensor]:
    """Gradients of one optimiser step over its micro-batches. Returns the step's losses, averaged over ranks, and the
    floor that captions shared by several pictures set to the contrastive one (softmax only)."""
    device = micro[0].ids.device
    labels = total(torch.stack([b.labels for b in micro]).sum().to(device)).clamp(min=1).float()
    if len(micro) == 1:
        losses = wrapped(micro[0], labels)
        losses.loss.backward()
        contrastive, caption, recall = losses.contrastive, losses.caption, losses.recall
    else:
        contrastive, shares = _shares(wrapped, objective, micro, labels)
        caption = recall = torch.zeros((), device=device)
        for i, (batch, share) in enumerate(zip(micro, shares)):
            with nullcontext() if i == len(micro) - 1 else _no_sync(wrapped):
                losses = wrapped(batch, labels, share)
                losses.loss.backward()
            caption, recall = caption + losses.caption, recall + losses.recall / len(micro)
    floor = loss_floor(torch.cat([b.group for b in micro]))
    sums = total(torch.stack([contrastive / world(), caption / labels, recall / world(), floor / world()]))
    contrastive, caption, recall, floor = sums.unbind()
    weight = objective.schedule
    loss = weight.contrastive_weight * contrastive + weight.caption_weight * caption
    result = {'loss': loss, 'contrastive': contrastive, 'caption': caption, 'recall': recall}
    return result if weight.contrastive == 'sigmoid' else {**result, 'floor': floor}


def _shares(wrapped: nn.Module, objective: Objective, micro: list[Batch], labels: Tensor) -> tuple[Tensor, list[Share]]:
    with torch.no_grad():
        pairs = [wrapped(batch, labels, None, True) for batch in micro]
    model, n = objective.model, len(micro)
    image = torch.cat([p[0] for p in pairs]).requires_grad_()
    text = torch.cat([p[1] for p in pairs]).requires_grad_()
    scale, bias = (p.detach().clone().requires_grad_() for p in (model.logit_scale, model.logit_bias))
    loss = objective.contrast(image, text, scale, bias, torch.cat([b.group for b in micro]))
    weighted = objective.schedule.contrastive_weight * loss
    g_image, g_text, g_scale, g_bias = torch.autograd.grad(weighted, (image, text, scale, bias), materialize_grads=True)
    sizes = [b.ids.shape[0] for b in micro]
    parts = zip(g_image.split(sizes), g_text.split(sizes))
    return loss.detach(), [Share(i, t, g_scale / n, g_bias / n) for i, t in parts]


def _no_sync(wrapped: nn.Module):
    return wrapped.no_sync() if isinstance(wrapped, nn.parallel.DistributedDataParallel) else nullcontext()
