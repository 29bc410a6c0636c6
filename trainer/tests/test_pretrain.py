"""Both pretraining steps learn, leave what training can start from, and open ViTs find their places."""

import json

import numpy as np
import pytest
import torch
from make_shards import sample
from safetensors.torch import load_file

from coca.config import preset
from coca.model import CoCa
from coca.pretrain_text import documents, pack
from coca.pretrain_text import main as pretrain_text
from coca.pretrain_vision import block_mask, cross_entropy
from coca.pretrain_vision import main as pretrain_vision
from coca.start import load_vit, resize_positions, start_from
from coca.tokenizer import train_tokenizer
from coca.train import main as train

SMALL = ['vision.layers=1', 'text.layers=1', 'decoder.layers=1', 'image=32', 'vocab=320', 'context=24']


def rows(run):
    return [json.loads(line) for line in (run / 'log.jsonl').read_text().splitlines()]


def test_text_pretraining_learns_and_training_starts_from_it(tmp_path, shards):
    out = tmp_path / 'text'
    pretrain_text(['--data', str(shards), '--steps', '40', '--batch', '8', '--out', str(out), '--set', *SMALL])
    told = rows(out)
    assert told[-1]['loss'] < told[0]['loss'] - 1
    saved = load_file(out / 'text.safetensors')
    assert not any('cross' in n or n.startswith('image') for n in saved)
    train([
        '--data', str(shards), '--out', str(tmp_path / 'run'), '--steps', '1', '--init', str(out / 'text.safetensors'),
        '--tokenizer', str(out / 'tokenizer.json'), '--set', *SMALL, 'batch=24', 'micro=24',
    ])  # fmt: skip
    fresh = tmp_path / 'fresh'
    train(['--data', str(shards), '--out', str(fresh), '--steps', '1', '--tokenizer', str(out / 'tokenizer.json'), '--set', *SMALL, 'batch=24', 'micro=24'])
    assert rows(tmp_path / 'run')[0]['caption'] < rows(fresh)[0]['caption'] - 0.5, 'the decoder already speaks'
    assert 'text.safetensors' in (tmp_path / 'run' / 'model' / 'README.md').read_text()


def test_packing_wastes_nothing(tmp_path):
    (tmp_path / 'a.jsonl').write_text('{"caption": "one two", "abstract": "three"}\n{"id": 1}\n')
    (tmp_path / 'b.txt').write_text('four\n\n five\n')
    texts = list(documents([str(tmp_path / 'a.jsonl'), str(tmp_path / 'b.txt')]))
    assert texts == ['one two', 'three', 'four', ' five']
    tokenizer = train_tokenizer(texts, 300, context=5)
    packed = pack(texts * 3, tokenizer)
    assert packed.shape[1] == 6 and (packed == 3).sum() == 0


def test_vision_pretraining_learns_and_training_starts_from_it(tmp_path, shards):
    out = tmp_path / 'vision'
    pretrain_vision([
        '--data', str(shards), '--steps', '25', '--batch', '6', '--locals', '2', '--prototypes', '64', '--lr', '2e-3', '--out', str(out),
        '--log-every', '1', '--set', *SMALL, 'warmup=3',
    ])  # fmt: skip
    told = rows(out)
    first, last = told[:5], told[-5:]
    assert np.mean([r['patch'] for r in last]) < np.mean([r['patch'] for r in first])
    model = CoCa(preset('tiny').replace(**dict(s.split('=') for s in SMALL)).shape)
    before = model.image.trunk.blocks[0].attn.qkv.weight.clone()
    start_from(model, str(out / 'vision.safetensors'), None)
    assert not torch.equal(before, model.image.trunk.blocks[0].attn.qkv.weight)


def test_tiles_of_a_folder(tmp_path):
    for i in range(4):
        (tmp_path / f'{i}.jpg').write_bytes(sample(i, 48)[0])
    pretrain_vision(['--images', str(tmp_path), '--steps', '1', '--batch', '2', '--locals', '0', '--out', str(tmp_path / 'run'), '--set', *SMALL])
    assert (tmp_path / 'run' / 'vision.safetensors').exists()


def test_block_masks_hide_about_what_is_asked():
    rng = np.random.default_rng(0)
    shares = [block_mask(14, 0.3, rng).mean() for _ in range(50)]
    assert 0.25 < np.mean(shares) < 0.35


def test_agreeing_with_the_teacher_costs_least():
    teacher = torch.randn(5, 16)
    sharp = teacher * 2.5  # student temperature is 2.5 times the teacher's
    zero = torch.zeros(16)
    assert cross_entropy(teacher, sharp, zero).mean() < cross_entropy(teacher, torch.randn(5, 16), zero).mean()


def open_vit(style: str, trunk) -> dict:
    """Our trunk's weights under timm's or Hugging Face's names."""
    own, out = trunk.state_dict(), {}
    patch = own['embed.weight'].unflatten(1, (3, trunk.patch, trunk.patch))
    if style == 'timm':
        out |= {'cls_token': own['cls'], 'pos_embed': own['position'], 'patch_embed.proj.weight': patch}
        out |= {'patch_embed.proj.bias': own['embed.bias'], 'norm.weight': own['ln.weight'], 'norm.bias': own['ln.bias']}
        names = {'ln_1': 'norm1', 'ln_2': 'norm2', 'attn.qkv': 'attn.qkv', 'attn.out': 'attn.proj', 'mlp.up': 'mlp.fc1', 'mlp.down': 'mlp.fc2'}
        for name, w in own.items():
            if name.startswith('blocks.'):
                _, block, middle = name.split('.', 2)
                middle, _, last = middle.rpartition('.')
                out[f'blocks.{block}.{names[middle]}.{last}'] = w
        return out | {'head.weight': torch.zeros(10, trunk.width)}
    out |= {'vit.embeddings.cls_token': own['cls'], 'vit.embeddings.position_embeddings': own['position']}
    out |= {'vit.embeddings.patch_embeddings.projection.weight': patch, 'vit.embeddings.patch_embeddings.projection.bias': own['embed.bias']}
    out |= {'vit.layernorm.weight': own['ln.weight'], 'vit.layernorm.bias': own['ln.bias'], 'classifier.weight': torch.zeros(2, 2)}
    names = {
        'ln_1': 'layernorm_before', 'ln_2': 'layernorm_after', 'attn.out': 'attention.output.dense',
        'mlp.up': 'intermediate.dense', 'mlp.down': 'output.dense',
    }  # fmt: skip
    for name, w in own.items():
        if name.startswith('blocks.'):
            _, block, middle = name.split('.', 2)
            middle, _, last = middle.rpartition('.')
            if middle == 'attn.qkv':
                for which, part in zip(('query', 'key', 'value'), w.chunk(3)):
                    out[f'vit.encoder.layer.{block}.attention.attention.{which}.{last}'] = part
            else:
                out[f'vit.encoder.layer.{block}.{names[middle]}.{last}'] = w
    return out


@pytest.mark.parametrize('style', ['timm', 'hugging face'])
def test_open_vits_find_their_places(tmp_path, micro, style):
    theirs = CoCa(micro.shape).image.trunk
    torch.save({'state_dict': open_vit(style, theirs)}, tmp_path / 'vit.pt')
    ours = CoCa(micro.shape).image.trunk
    load_vit(ours, tmp_path / 'vit.pt')
    x = torch.randn(2, 3, micro.shape.vision.image, micro.shape.vision.image)
    assert torch.equal(ours(x), theirs(x))


def test_a_convolution_by_patches_is_our_linear(micro):
    trunk = CoCa(micro.shape).image.trunk
    x = torch.randn(2, 3, 16, 16)
    kernel = trunk.embed.weight.unflatten(1, (3, trunk.patch, trunk.patch))
    theirs = torch.nn.functional.conv2d(x, kernel, trunk.embed.bias, stride=trunk.patch).flatten(2).transpose(1, 2)
    assert torch.allclose(theirs, trunk.embed(trunk.patches(x)), atol=1e-5)


def test_another_grid_is_interpolated_and_another_architecture_refused(tmp_path, micro):
    table = torch.randn(1, 1 + 9, 4)
    assert resize_positions(table, 5).shape == (1, 26, 4)
    torch.save({'layer1.0.conv1.weight': torch.zeros(1)}, tmp_path / 'resnet.pt')
    with pytest.raises(AssertionError, match='another architecture'):
        load_vit(CoCa(micro.shape).image.trunk, tmp_path / 'resnet.pt')
