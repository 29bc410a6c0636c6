"""Contrastive losses over the batch of all ranks, aware that panels may share a caption.

In a figure corpus several panels often carry one caption. Taken as negatives of each other they teach the model that a
right answer is wrong. So each sample comes with a group (hash of its caption): every text of my group is a positive.
"""

import torch.nn.functional as F
from torch import Tensor

from coca.distributed import gather


def positives(mine: Tensor, everyone: Tensor) -> Tensor:  # [B], [W B] -> [B, W B] bool
    return mine[:, None] == everyone[None, :]


def softmax_loss(image: Tensor, text: Tensor, scale: Tensor, group: Tensor) -> Tensor:
    """CLIP's loss with multi-positive targets: probability 1/|P| on each positive. A scalar, this rank's rows' mean.

    image, text [B, E] unit vectors of this rank; scale the inverse temperature; group [B] int64. The mean over ranks is
    the loss of the whole batch, and so are the gradients once DDP has averaged them (tests/test_distributed.py).
    """
    images, texts, groups = gather(image), gather(text), gather(group)
    target = positives(group, groups).float()  # [B, W B]
    target = target / target.sum(dim=1, keepdim=True)
    to_text = F.cross_entropy(scale * image @ texts.t(), target)
    to_image = F.cross_entropy(scale * text @ images.t(), target)
    return (to_text + to_image) / 2


def sigmoid_loss(image: Tensor, text: Tensor, scale: Tensor, bias: Tensor, group: Tensor) -> Tensor:
    """SigLIP's loss (arXiv 2303.15343): each image-text pair is its own yes-no question. A scalar, per image.

    No softmax over the batch, so small batches suffer less. Pairs of one group are all positives.
    """
    texts, groups = gather(text), gather(group)
    sign = positives(group, groups).float() * 2 - 1  # [B, W B], +1 or -1
    logits = scale * image @ texts.t() + bias
    return -F.logsigmoid(sign * logits).sum() / image.shape[0]


def recall_at_1(image: Tensor, text: Tensor, group: Tensor) -> Tensor:
    """Share of this rank's images whose nearest text in this rank's batch is a positive. Health monitoring only."""
    nearest = (image @ text.t()).argmax(dim=1)
    return (group[nearest] == group).float().mean()


def loss_floor(group: Tensor) -> Tensor:
    """What softmax_loss cannot go below: mean log |P|. Zero when no caption repeats."""
    groups = gather(group)
    return positives(group, groups).sum(dim=1).float().log().mean()
