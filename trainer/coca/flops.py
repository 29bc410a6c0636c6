"""How much arithmetic a sample costs and how much the device could do: model FLOPs utilisation (MFU).

Counts matrix products only, two FLOPs a multiply-add, three times the forward for forward + backward, as usual
(PaLM, arXiv 2204.02311, appendix B). Recomputed activations do not count: they are overhead, not model.
"""

import time

import torch

from coca.config import Shape

# Dense bf16 tensor-core peak of one device in FLOP/s, from the vendors' data sheets (without sparsity).
PEAK = {'H200': 989e12, 'H100 PCIe': 756e12, 'H100 NVL': 835e12, 'H100': 989e12, 'A100': 312e12, 'L40S': 362e12,
        'L4': 121e12, 'A10': 125e12, '4090': 165e12, '3090': 71e12, 'V100': 125e12, 'T4': 65e12}  # fmt: skip


def block(tokens: float, width: int, context: float | None = None, causal: bool = False, context_width: int = 0) -> float:
    """Forward FLOPs of a transformer block. `context` is what a cross-attention reads; None is self-attention."""
    mlp = 2 * tokens * 8 * width * width
    if context is None:
        project = 2 * tokens * 4 * width * width
        attend = 4 * tokens * tokens * width * (0.5 if causal else 1)
    else:
        project = 2 * tokens * 2 * width * width + 2 * context * (context_width or width) * 2 * width
        attend = 4 * tokens * context * width
    return mlp + project + attend


def forward_flops(shape: Shape, text_tokens: float | None = None) -> dict[str, float]:
    """FLOPs of one sample's forward pass, by part. `text_tokens` is the mean caption length; None means full context."""
    v, t = shape.vision, shape.text
    n = (v.image // v.patch) ** 2 + 1
    words = float(text_tokens or t.context)
    pool = lambda width, queries: block(queries, width, n, context_width=v.width) - 2 * queries * 8 * width * width  # noqa: E731
    return {
        'trunk': 2 * n * 3 * v.patch**2 * v.width + v.layers * block(n, v.width),
        'poolers': pool(shape.embed, shape.contrast_queries) + pool(t.width, shape.caption_queries),
        'text': t.layers * block(words, t.width, causal=True),
        'decoder': shape.decoder.layers
        * (block(words, t.width, causal=True) + block(words, t.width, shape.caption_queries)),
        'head': 2 * words * t.width * t.vocab,
    }


def training_flops(shape: Shape, text_tokens: float | None = None) -> float:
    return 3 * sum(forward_flops(shape, text_tokens).values())


def peak_flops(device: torch.device, dtype: torch.dtype, seconds: float = 0.125) -> float:
    """Peak of the device: from the table on a GPU, measured by a large matrix product on a CPU (best of `seconds`)."""
    if device.type == 'cuda':
        name = torch.cuda.get_device_name(device)
        known = next((peak for key, peak in PEAK.items() if key in name), None)
        if known:
            return known
    a, b = (torch.randn(1024, 1024, device=device, dtype=dtype) for _ in range(2))
    best, stop = float('inf'), time.perf_counter() + seconds
    while time.perf_counter() < stop:
        start = time.perf_counter()
        a @ b
        if device.type == 'cuda':
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - start)
    return 2 * 1024**3 / best


def activation_bytes(shape: Shape, text_tokens: float | None = None, recompute: bool = False) -> float:
    """Rough bytes of bf16 activations kept for backward, a sample: 24 D a token and block, or just 2 D recomputed.

    A block keeps 10 D numbers (layers.py); the rest is attention's padding and the poolers. `small` in float32 with 16
    samples of 40 words: predicted 0.92 GiB, measured 0.95.
    """
    v, t = shape.vision, shape.text
    each = 2 if recompute else 24
    n, words = (v.image // v.patch) ** 2 + 1, float(text_tokens or t.context)
    return each * (n * v.width * v.layers + words * t.width * (t.layers + 2 * shape.decoder.layers))
