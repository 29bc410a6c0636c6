"""The one-stage detector: Lite0, one map at stride 16, eight kinds and four distances a cell. No anchors."""

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

from net import Backbone

SIDE = 320
STRIDE = 16
GRID = SIDE // STRIDE


class Tower(nn.Sequential):
    def __init__(self, width, outputs):
        layers = []
        for _ in range(2):
            layers += [nn.Conv2d(width, width, 5, padding=2, groups=width), nn.Conv2d(width, width, 1), nn.ReLU6()]
        super().__init__(*layers, nn.Conv2d(width, outputs, 1))


class OneStage(nn.Module):
    """[B, 3, 320, 320] -> kind logits [B, 8, 20, 20], log distances to left, top, right, bottom in strides [B, 4, 20, 20]."""

    def __init__(self, width=96):
        super().__init__()
        self.backbone = Backbone()
        del self.backbone.head
        self.middle, self.deep, self.pooled = nn.Conv2d(112, width, 1), nn.Conv2d(320, width, 1), nn.Conv2d(320, width, 1)
        self.fine = nn.Conv2d(40, width, 2, stride=2)
        self.neck = nn.Sequential(nn.Conv2d(width, width, 5, padding=2, groups=width), nn.Conv2d(width, width, 1), nn.ReLU6())
        self.kinds, self.distances = Tower(width, 8), Tower(width, 4)
        nn.init.constant_(self.kinds[-1].bias, -4.0)
        nn.init.constant_(self.distances[-1].bias, 1.0)
        nn.init.normal_(self.kinds[-1].weight, std=0.01)
        nn.init.normal_(self.distances[-1].weight, std=0.01)
        self.to(memory_format=torch.channels_last)

    def forward(self, x):
        fine, middle, deep = (level.float() for level in self.backbone.levels(x))
        pooled = self.pooled(deep.mean((2, 3), keepdim=True))
        y = self.middle(middle) + self.fine(fine) + F.interpolate(self.deep(deep), scale_factor=2, mode='nearest') + pooled
        y = self.neck(F.relu6(y))
        return self.kinds(y), self.distances(y)


def letterbox(pixels, side=SIDE):
    """Longer side to `side`, top left, mid-grey elsewhere: `(picture [side, side, 3], scale x, scale y)`.

    Halved while it stays larger, then a triangle filter, as detectors/onestage.ts does.
    """
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    width, height = picture.size
    longer = max(width, height)
    picture = picture.reduce(2 ** max(0, int(np.log2(longer / side))))
    w, h = max(1, round(width * side / longer)), max(1, round(height * side / longer))
    out = np.full((side, side, 3), 128, np.uint8)
    out[:h, :w] = np.asarray(picture.resize((w, h), Image.Resampling.BILINEAR))
    return out, w / width, h / height


def centres():
    at = (torch.arange(GRID) + 0.5) * STRIDE
    y, x = torch.meshgrid(at, at, indexing='ij')
    return torch.stack([x.flatten(), y.flatten()], 1)  # [400, 2]


def decode(distances):  # [B, 4, 20, 20] -> [B, 400, 4]
    d = distances.flatten(2).transpose(1, 2).clamp(-4, 4).exp() * STRIDE
    c = centres()
    return torch.cat([c - d[..., :2], c + d[..., 2:]], -1)


def pair_iou(a, b, general=False):
    """IoU (or GIoU) of a [..., 4] with b [..., 4], broadcast."""
    top, bottom = torch.maximum(a[..., :2], b[..., :2]), torch.minimum(a[..., 2:], b[..., 2:])
    inner = (bottom - top).clamp(min=0).prod(-1)
    union = (a[..., 2:] - a[..., :2]).clamp(min=0).prod(-1) + (b[..., 2:] - b[..., :2]).clamp(min=0).prod(-1) - inner
    value = inner / union.clamp(min=1e-6)
    if not general:
        return value
    hull = (torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])).prod(-1)
    return value - (hull - union) / hull.clamp(min=1e-6)


def losses(kinds, distances, targets, top=9):
    """Quality focal loss and GIoU on task-aligned cells. `targets`: a list of (boxes [P, 4], kinds [P])."""
    logits = kinds.flatten(2).transpose(1, 2)  # [B, 400, 8]
    boxes, points = decode(distances), centres()
    quality = torch.zeros_like(logits)
    picked_boxes, picked_truth, weights = [], [], []
    for b, (truth, kind) in enumerate(targets):
        if not len(truth):
            continue
        with torch.no_grad():
            overlap = pair_iou(boxes[b][:, None], truth[None])  # [400, P]
            score = logits[b].sigmoid()[:, kind]
            middle, half = (truth[:, :2] + truth[:, 2:]) / 2, (truth[:, 2:] - truth[:, :2]).clamp(min=4) / 2
            away = ((points[:, None] - middle) / half).square().sum(-1)
            within = ((points[:, None] > truth[:, :2]) & (points[:, None] < truth[:, 2:])).all(-1)
            align = score.sqrt() * overlap.clamp(min=0.01) ** 3 * torch.exp(-0.5 * away / 0.36) * within
            nearest = away.argmin(0)
            align[nearest, torch.arange(len(truth))] = align[nearest, torch.arange(len(truth))].clamp(min=1e-9)
            chosen = torch.zeros_like(align, dtype=torch.bool)
            chosen.scatter_(0, align.topk(min(top, len(align)), 0).indices, True)
            chosen &= align > 0
            owner = torch.where(chosen, align, torch.full_like(align, -1)).argmax(1)
            cells = chosen.any(1).nonzero()[:, 0]
            owner = owner[cells]
            best = align.max(0).values.clamp(min=1e-12)
            level = (align[cells, owner] / best[owner]) * overlap.max(0).values[owner]
            quality[b, cells, kind[owner]] = level.clamp(0.05, 1)
        picked_boxes.append(boxes[b, cells])
        picked_truth.append(truth[owner])
        weights.append(level.clamp(min=0.05))
    probability = logits.sigmoid()
    focal = (quality - probability).square() * F.binary_cross_entropy_with_logits(logits, quality, reduction='none')
    total = quality.sum().clamp(min=1)
    loss = 2 * focal.sum() / total
    if picked_boxes:
        weight = torch.cat(weights)
        giou = pair_iou(torch.cat(picked_boxes), torch.cat(picked_truth), general=True)
        loss = loss + 2 * ((1 - giou) * weight).sum() / weight.sum()
    return loss
