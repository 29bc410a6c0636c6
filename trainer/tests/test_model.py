"""The model's promises: nothing uninitialised, causality, padding that does not matter, packed rows equal padded ones."""

import math

import pytest
import torch
import torch.nn.functional as F

from coca.attention import Rows
from coca.blocks import blocks_of
from coca.config import PRESETS, Config, preset
from coca.layers import LayerNorm, Linear
from coca.model import MAX_LOGIT_SCALE, CoCa, parameter_count
from coca.objective import Objective
from coca.optim import learning_rate
from coca.text import CLS, PAD, cls_position
from coca.transforms import normalise


def ids_and_rows(batch):
    return batch.ids, Rows(batch.rows, *batch.ids.shape)


def test_no_parameter_is_left_uninitialised(micro):
    with torch.device('meta'):
        model = CoCa(micro.shape, sigmoid=True)
    model.to_empty(device='cpu')
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.fill_(float('nan'))  # what forgotten memory may hold
    model.init_weights()
    forgotten = [n for n, p in model.named_parameters() if not torch.isfinite(p).all()]
    assert forgotten == []
    flat = [n for n, p in model.named_parameters() if p.ndim > 1 and p.std() == 0]
    assert flat == [], 'matrices that start constant cannot break symmetry'


def test_losses_start_at_chance(micro, random_batch):
    model = CoCa(micro.replace(embed=512).shape)  # in few dimensions random vectors are not orthogonal
    batch = random_batch(16)
    losses = Objective(model, micro.schedule)(batch, batch.labels)
    assert losses.caption / batch.labels == pytest.approx(math.log(micro.shape.text.vocab), rel=0.05)
    assert losses.contrastive == pytest.approx(math.log(16), rel=0.25)


def test_changing_a_token_leaves_earlier_ones_unchanged(micro, random_batch):
    model, batch = CoCa(micro.shape).eval(), random_batch(4)
    images, ids = normalise(batch.images), batch.ids.clone()
    before = model.caption_logits(images, ids)
    t = 3
    ids[:, t] = (ids[:, t] + 1) % micro.shape.text.vocab
    after = model.caption_logits(images, ids)
    assert torch.equal(before[:, :t], after[:, :t])
    assert not torch.equal(before[:, t:], after[:, t:])


def test_padding_changes_nothing_at_all(micro, random_batch):
    model, batch = CoCa(micro.shape).eval(), random_batch(4)
    short = batch.ids[:, : int(cls_position(batch.ids).max()) + 1]
    longer = torch.nn.functional.pad(short, (0, 3), value=PAD)
    a, b = model.encode_text(short)[1], model.encode_text(longer)[1]
    assert (a - b).abs().max() < 1e-6
    other = longer.clone()
    other[longer == PAD] = 5  # what stands in the padding is never looked at
    where = cls_position(longer)
    assert torch.equal(model.text.features(model.text(longer), where), model.text.features(model.text(other), where))


def test_cls_sees_itself_and_every_real_token(micro, random_batch):
    model, batch = CoCa(micro.shape).eval(), random_batch(3)
    ids, where = batch.ids, cls_position(batch.ids)
    table = model.text.token.weight
    features = model.text.features(model.text(ids), where)[0]
    # Normalised features have a constant sum: only unequal shares of them have a gradient.
    (features * torch.linspace(1, 2, len(features))).sum().backward()
    seen = table.grad.abs().sum(dim=1) > 0
    length = int(where[0]) + 1
    assert ids[0, length - 1] == CLS and seen[CLS], 'CLS sees itself'
    assert bool(seen[ids[0, :length]].all()), 'CLS sees every real token'
    assert not bool(seen[PAD]), 'CLS sees no padding'


def test_packed_rows_give_what_padded_ones_give(micro, random_batch):
    model, batch = CoCa(micro.shape).eval(), random_batch(6)
    ids, rows = ids_and_rows(batch)
    padded = model.text(ids)
    packed = model.text(ids, rows)
    real = rows.index < ids.numel()
    assert torch.allclose(packed[real], rows.pick(padded)[real], atol=1e-5)
    by_row = model.text.features(packed, batch.cls)
    assert torch.allclose(by_row, model.text.features(padded, cls_position(ids)), atol=1e-5)

    picture = model.image.caption(model.trunk(normalise(batch.images)))
    decode = Rows(batch.decode_rows, *ids.shape)
    hidden = model.decoder(packed.index_select(0, batch.decode_from), picture, decode)
    full = model.decoder(padded, picture)
    real = decode.index < ids.numel()
    assert torch.allclose(hidden[real], decode.pick(full)[real], atol=1e-5)


def test_recomputed_activations_give_the_same_gradients(micro, random_batch):
    batch = random_batch(6)
    gradients = []
    for recompute in (False, True):
        torch.manual_seed(1)
        model = CoCa(micro.shape)
        model.recompute(recompute)
        Objective(model, micro.schedule)(batch, batch.labels).loss.backward()
        gradients.append([p.grad for p in model.parameters() if p.grad is not None])
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(*gradients))


@pytest.mark.parametrize('before', ['nothing', 'norm', 'gelu'])
@pytest.mark.parametrize('dtype', [torch.float32, torch.bfloat16])
def test_frugal_linear_has_the_gradients_of_its_definition(before, dtype):
    layer, norm, x = Linear(6, 5), LayerNorm(6), torch.randn(2, 3, 6).to(dtype)
    with torch.no_grad():
        norm.weight.uniform_(0.5, 1.5), norm.bias.normal_()
    results = []
    for frugal in (True, False):
        leaf = x.clone().requires_grad_()
        if frugal:
            y = layer(leaf, norm=norm if before == 'norm' else None, gelu=before == 'gelu')
        else:
            h = norm(leaf) if before == 'norm' else F.gelu(leaf) if before == 'gelu' else leaf
            y = F.linear(h, layer.weight.to(dtype), layer.bias.to(dtype))
        wanted = [leaf, layer.weight, layer.bias, *((norm.weight, norm.bias) if before == 'norm' else ())]
        results.append((y, *torch.autograd.grad(y.float().square().sum(), wanted)))
    close = {'atol': 1e-5} if dtype == torch.float32 else {'atol': 0.05, 'rtol': 0.05}
    assert all(a.dtype == b.dtype and torch.allclose(a, b, **close) for a, b in zip(*results))


def test_a_block_keeps_ten_numbers_a_token_and_feature(micro):
    kept: dict[int, int] = {}

    def note(t):
        if not isinstance(t, torch.nn.Parameter):
            kept[t.untyped_storage().data_ptr()] = t.untyped_storage().nbytes() // 4
        return t

    width, tokens = 32, 4 * 50
    block = CoCa(micro.shape).text.blocks[0]
    x = torch.randn(4, 50, width, requires_grad=True)
    with torch.autograd.graph.saved_tensors_hooks(note, lambda t: t):
        block(x)
    # x, query, key and value, attention's output, the sum, the MLP's hidden 4 D; softmax statistics on top.
    assert 10 <= sum(kept.values()) / (width * tokens) < 11


def test_bfloat16_stays_close_to_float32(micro, random_batch):
    batch, model = random_batch(8), CoCa(micro.shape)
    reference = Objective(model, micro.schedule)(batch, batch.labels)
    model.compute = torch.bfloat16
    losses = Objective(model, micro.schedule)(batch, batch.labels)
    losses.loss.backward()
    assert losses.loss.item() == pytest.approx(reference.loss.item(), rel=0.02)
    assert all(p.grad is None or p.grad.dtype == torch.float32 for p in model.parameters()), 'gradients stay float32'


def test_blocks_compile_as_whole_graphs(micro, random_batch):
    """No graph break hides in a block, packed rows included. (The real backend takes a minute to compile on a CPU.)"""
    batch, model = random_batch(4), CoCa(micro.shape)
    ids, rows = ids_and_rows(batch)
    picture = model.image.caption(model.trunk(normalise(batch.images)))
    states = model.text(ids, rows)
    for block, inputs in ((model.text.blocks[0], (states, rows)), (model.decoder.cross_blocks[0], (states, picture, rows))):
        compiled = torch.compile(block, backend='aot_eager', fullgraph=True)
        assert torch.allclose(compiled(*inputs), block(*inputs), atol=1e-6)


def test_logit_scale_is_clamped(micro):
    model = CoCa(micro.shape)
    with torch.no_grad():
        model.logit_scale.fill_(9.0)
    model.clamp_logit_scale()
    assert model.logit_scale.item() == pytest.approx(MAX_LOGIT_SCALE)


def test_conch_preset_has_the_papers_shape():
    shape = preset('conch-b16').shape
    with torch.device('meta'):
        model = CoCa(shape)
    assert (shape.vision.image, shape.vision.patch, shape.embed, shape.caption_queries) == (448, 16, 512, 256)
    # The released card: vision 90 M, text 110 M parameters.
    contrastive_image = parameter_count(model.image) - parameter_count(model.image.caption)
    assert contrastive_image == pytest.approx(88e6, rel=0.02)
    assert parameter_count(model.text) == pytest.approx(110e6, rel=0.02)
    assert len(blocks_of(model)) == 12 + 12 + 24


def test_conch_preset_has_the_papers_schedule():
    """Nat Med 30:863, Methods: 48 x 8 GPUs x accumulation 4, 40 epochs, AdamW, equal weights of the losses."""
    s = preset('conch-b16').schedule
    assert (s.epochs, s.batch, s.lr, s.warmup, s.weight_decay) == (40, 48 * 8 * 4, 1e-4, 250, 0.2)
    assert (s.beta1, s.beta2) == (0.9, 0.999) and s.contrastive_weight == s.caption_weight and s.contrastive == 'softmax'
    rates = [learning_rate(i, 10_000, s) for i in range(10_000)]
    assert rates[249] == max(rates) == s.lr and rates[0] == pytest.approx(s.lr / 250) and rates[-1] < 1e-3 * s.lr


@pytest.mark.parametrize('name', PRESETS)
def test_presets_round_trip_through_json(name):
    config = preset(name).replace(epochs=2, **{'vision.layers': 3})
    assert Config.from_json(config.to_json()) == config
    assert config.shape.vision.layers == 3 and config.schedule.epochs == 2


def test_unknown_and_ambiguous_settings_are_refused():
    with pytest.raises(AssertionError, match='no setting'):
        preset('tiny').replace(learning=1)
    with pytest.raises(AssertionError, match='vision.layers'):
        preset('tiny').replace(layers=1)
