"""Where a training starts when not from noise: this project's own pretraining, or an open ViT checkpoint in a local file.

Our own files keep our names and may hold any part of the model (pretrain_text writes text.* and decoder.*,
pretrain_vision writes image.trunk.*). An open ViT (timm, DINO / DINOv2, Hugging Face ViT) is renamed by the table
below; position tables of another grid are interpolated, as is the patch embedding's layout. Whatever is not understood
is an error, not a silent random weight.
"""

import re
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from coca.model import CoCa
from coca.vision import Trunk

# (pattern in the open checkpoint, our name in the trunk)
TIMM = [
    (r'^cls_token$', 'cls'),
    (r'^pos_embed$', 'position'),
    (r'^mask_token$', 'mask'),
    (r'^patch_embed\.proj\.(weight|bias)$', r'embed.\1'),
    (r'^blocks\.(\d+)\.norm1\.(weight|bias)$', r'blocks.\1.ln_1.\2'),
    (r'^blocks\.(\d+)\.norm2\.(weight|bias)$', r'blocks.\1.ln_2.\2'),
    (r'^blocks\.(\d+)\.attn\.qkv\.(weight|bias)$', r'blocks.\1.attn.qkv.\2'),
    (r'^blocks\.(\d+)\.attn\.proj\.(weight|bias)$', r'blocks.\1.attn.out.\2'),
    (r'^blocks\.(\d+)\.mlp\.fc1\.(weight|bias)$', r'blocks.\1.mlp.up.\2'),
    (r'^blocks\.(\d+)\.mlp\.fc2\.(weight|bias)$', r'blocks.\1.mlp.down.\2'),
    (r'^norm\.(weight|bias)$', r'ln.\1'),
]
LAYER = r'^encoder\.layer\.(\d+)\.'
HUGGING_FACE = [
    (r'^embeddings\.cls_token$', 'cls'),
    (r'^embeddings\.mask_token$', 'mask'),
    (r'^embeddings\.position_embeddings$', 'position'),
    (r'^embeddings\.patch_embeddings\.projection\.(weight|bias)$', r'embed.\1'),
    (LAYER + r'(?:layernorm_before|norm1)\.(weight|bias)$', r'blocks.\1.ln_1.\2'),
    (LAYER + r'(?:layernorm_after|norm2)\.(weight|bias)$', r'blocks.\1.ln_2.\2'),
    (LAYER + r'attention\.attention\.(query|key|value)\.(weight|bias)$', r'blocks.\1.attn.qkv.\3#\2'),
    (LAYER + r'attention\.output\.dense\.(weight|bias)$', r'blocks.\1.attn.out.\2'),
    (LAYER + r'(?:intermediate\.dense|mlp\.fc1)\.(weight|bias)$', r'blocks.\1.mlp.up.\2'),
    (LAYER + r'(?:output\.dense|mlp\.fc2)\.(weight|bias)$', r'blocks.\1.mlp.down.\2'),
    (r'^layernorm\.(weight|bias)$', r'ln.\1'),
]
PREFIXES = ('module.', 'backbone.', 'model.', 'vit.', 'teacher.', 'student.', 'visual.', 'trunk.')
HEADS = re.compile(r'^(head|fc|pooler|classifier|decoder|lm_head|fc_norm|proj_head)\b')
SCALES = re.compile(r'^(?:blocks|encoder\.layer)\.(\d+)\.(?:ls([12])\.gamma|layer_scale([12])\.lambda1)$')


def read_weights(path: str | Path) -> dict[str, Tensor]:
    """Tensors of a .safetensors file, a PyTorch file (weights only) or one of our model folders."""
    path = Path(path)
    if path.is_dir():
        path = path / 'model.safetensors'
    assert path.exists(), f'{path} does not exist: give a file on this machine, nothing is downloaded'
    if path.suffix == '.safetensors':
        return load_file(path)
    weights = torch.load(path, map_location='cpu', weights_only=True)
    for key in ('state_dict', 'model', 'teacher'):
        if isinstance(weights.get(key), dict):
            weights = weights[key]
    return {n: w for n, w in weights.items() if isinstance(w, Tensor)}


def rename(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """An open ViT's tensors under our names; layer scales are folded into the matrices they follow."""
    found: dict[str, Tensor] = {}
    parts: dict[str, dict[str, Tensor]] = {}
    scales: dict[str, Tensor] = {}
    for name, weight in weights.items():
        while name.startswith(PREFIXES):
            name = name.split('.', 1)[1]
        if scale := SCALES.match(name):
            block, one, two = scale.groups()
            scales[f'blocks.{block}.{"attn.out" if (one or two) == "1" else "mlp.down"}'] = weight
            continue
        ours = next((re.sub(p, to, name) for p, to in (*TIMM, *HUGGING_FACE) if re.match(p, name)), None)
        if ours is None:
            assert HEADS.match(name), f'{name} is not part of a plain ViT: this checkpoint has another architecture'
        elif '#' in ours:
            target, which = ours.split('#')
            parts.setdefault(target, {})[which] = weight
        else:
            found[ours] = weight
    for target, three in parts.items():
        found[target] = torch.cat([three[w] for w in ('query', 'key', 'value')])
    for target, scale in scales.items():
        found[f'{target}.weight'] = found[f'{target}.weight'] * scale[:, None]
        found[f'{target}.bias'] = found[f'{target}.bias'] * scale
    return found


def load_vit(trunk: Trunk, path: str | Path) -> int:
    """Puts an open ViT into the trunk and returns how many tensors it gave. Every tensor must find its place."""
    weights = rename(read_weights(path))
    if 'embed.weight' in weights:
        weights['embed.weight'] = weights['embed.weight'].flatten(1)  # [D, 3, P, P] convolution to [D, 3 P P]
    if 'mask' in weights:
        weights['mask'] = weights['mask'].reshape(1, 1, -1)
    table = weights.get('position')
    if table is not None and table.shape[1] != trunk.position.shape[1]:
        weights['position'] = resize_positions(table, trunk.grid)
    own = trunk.state_dict()
    missing = [n for n in own if n not in weights and n != 'mask']
    wrong = [f'{n} {tuple(w.shape)}' for n, w in weights.items() if n not in own or own[n].shape != w.shape]
    assert not missing and not wrong, f'{path} does not fit this trunk. Missing: {missing[:3]}; of another shape: {wrong[:3]}'
    trunk.load_state_dict({**own, **weights})
    return len(weights)


def resize_positions(table: Tensor, grid: int) -> Tensor:  # [1, (1 +) n^2, D] -> [1, 1 + grid^2, D]
    old = round((table.shape[1] - 1) ** 0.5)
    assert old**2 == table.shape[1] - 1, 'the position table is not one class token and a square grid'
    cls, square = table[:, :1], table[:, 1:].unflatten(1, (old, old)).permute(0, 3, 1, 2)
    square = F.interpolate(square, (grid, grid), mode='bicubic', antialias=True)
    return torch.cat([cls, square.flatten(2).transpose(1, 2)], dim=1)


def start_from(model: CoCa, ours: str | None, vit: str | None) -> str:
    """Loads what was asked for and says so in one line, for the log and the model card."""
    told = []
    if ours:
        weights, own = read_weights(ours), model.state_dict()
        fitting = {n: w for n, w in weights.items() if n in own and own[n].shape == w.shape}
        strange = sorted(set(weights) - set(fitting))
        assert fitting and not strange, f'{ours}: {strange[:3]} do not fit this shape; use the preset and tokenizer it was made with'
        model.load_state_dict({**own, **fitting})
        told.append(f'{len(fitting)} tensors of {ours}')
    if vit:
        told.append(f'{load_vit(model.image.trunk, vit)} tensors of the open ViT {Path(vit).name}')
    return ', '.join(told)
