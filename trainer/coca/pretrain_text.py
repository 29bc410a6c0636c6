"""Language pretraining: one causal model over captions and abstracts, then split into text encoder and decoder.

The paper's stage 1 (Methods, "Unimodal pretraining"): a 24-layer GPT whose first 12 layers become the text encoder and
whose last 12 layers with the head become the decoder; cross-attention starts at random. Here both halves are the CoCa's
own modules from the start, with the cross blocks skipped, so splitting is just not throwing anything away.

The paper's run: 15,000 steps of 64 x accumulation 8 on 4 GPUs, rows of 512 tokens, peak 1e-3, 500 warm-up steps, linear
decay, float16. Ours differs in rows as long as the preset's context, cosine decay and bfloat16, on one device.

    python -m coca pretrain-text --preset tiny --text captions.jsonl abstracts.txt --out ../.training/text
    python -m coca pretrain-text --preset tiny --data /tmp/shards --steps 50 --out ../.training/text
    python -m coca train ... --init ../.training/text/text.safetensors --tokenizer ../.training/text/tokenizer.json

Text files: one document a line, or JSON lines with any of the fields caption, abstract, text.
"""

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from coca.caption_loss import caption_loss
from coca.config import PRESETS, preset
from coca.journal import Journal
from coca.loader import order
from coca.model import CoCa
from coca.optim import learning_rate, optimiser
from coca.shards import Reader, open_index
from coca.text import CLS
from coca.tokenizer import CaptionTokenizer, train_tokenizer


def documents(paths: list[str]) -> Iterator[str]:
    for path in paths:
        for line in Path(path).read_text('utf-8').splitlines():
            if path.endswith('.jsonl'):
                row = json.loads(line)
                yield from (row[k] for k in ('caption', 'abstract', 'text') if row.get(k))
            elif line.strip():
                yield line


def pack(texts: list[str], tokenizer: CaptionTokenizer) -> Tensor:
    """Documents end to end, cut into rows of the context plus one: [R, context + 1]. No padding, nothing cut off."""
    long = CaptionTokenizer(tokenizer.tokenizer, context=10**9)
    stream = [t for text in texts for t in long.encode(text) if t != CLS]  # CLS belongs to the contrastive task
    width = tokenizer.context + 1
    assert len(stream) >= width, f'{len(stream)} tokens do not fill one row of {width}: give more text'
    return torch.tensor(stream[: len(stream) // width * width]).view(-1, width)


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser('coca pretrain-text', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--preset', choices=PRESETS, default='tiny')
    p.add_argument('--set', nargs='*', default=[], metavar='NAME=VALUE')
    p.add_argument('--text', nargs='*', default=[], help='.txt or .jsonl files')
    p.add_argument('--data', default=None, help='captions of the train split of exported shards')
    p.add_argument('--tokenizer', default=None)
    p.add_argument('--steps', type=int, default=15000)  # the paper's
    p.add_argument('--batch', type=int, default=64)  # the paper's, a GPU
    p.add_argument('--lr', type=float, default=1e-3)  # the paper's peak; 500 warm-up steps
    p.add_argument('--seed', type=int, default=0)
    p.add_argument('--log-every', type=int, default=10)
    p.add_argument('--out', required=True)
    args = p.parse_args(argv)

    # ---------------------------------------------------------------- text
    run = Path(args.out)
    torch.manual_seed(args.seed)
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    texts = list(documents(args.text))
    if args.data:
        texts += list(Reader(open_index(args.data).select(split=['train'])).captions())
    assert texts, 'no text: pass --text FILES or --data SHARDS'
    config = preset(args.preset).replace(**dict(pair.split('=', 1) for pair in args.set))
    context = config.shape.text.context
    if args.tokenizer:
        tokenizer = CaptionTokenizer.load(args.tokenizer, context)
    else:
        tokenizer = train_tokenizer(texts, config.shape.text.vocab, context)
    config = config.replace(vocab=-(-tokenizer.vocab // 64) * 64, lr=args.lr, warmup=500, weight_decay=0.1)
    rows = pack(texts, tokenizer)  # [R, context + 1]

    # ---------------------------------------------------------------- model
    model = CoCa(config.shape).to(device)
    model.compute = torch.bfloat16 if device.type == 'cuda' else torch.float32
    for p_ in (*model.image.parameters(), *model.decoder.cross_blocks.parameters(), model.logit_scale):
        p_.requires_grad_(False)
    model.text.ln.requires_grad_(False)  # serve the contrastive task, which is not trained here
    model.text.project.requires_grad_(False)
    adamw = optimiser(model, config.schedule)

    # ---------------------------------------------------------------- loop
    journal = Journal(run)
    tokenizer.save(run / 'tokenizer.json')
    journal.say(f'{len(texts)} texts, {len(rows)} rows of {context} tokens, vocabulary {tokenizer.vocab}')
    for step in range(args.steps):
        wanted = range(step * args.batch, (step + 1) * args.batch)
        picks = [int(order(len(rows), args.seed, i // len(rows))[i % len(rows)]) for i in wanted]
        batch = rows[picks].to(device)  # [B, context + 1]
        hidden = model.decoder(model.text(batch[:, :-1], dtype=model.compute), picture=None)  # [B, context, D]
        targets = batch[:, 1:].reshape(-1)
        loss = caption_loss(hidden.flatten(0, 1), model.decoder.head.weight, targets) / len(targets)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        assert torch.isfinite(norm), f'step {step}: the gradient is not finite; lower --lr'
        for group in adamw.param_groups:
            group['lr'] = learning_rate(step, args.steps, config.schedule)
        adamw.step()
        adamw.zero_grad(set_to_none=True)
        if step % args.log_every == 0 or step + 1 == args.steps:
            nats = loss.item()
            journal.log(step + 1, loss=nats, perplexity=math.exp(min(20, nats)), grad_norm=float(norm))
            journal.progress(f'step {step + 1}/{args.steps}  loss {nats:.3f}  grad {norm:.2f}', last=step + 1 == args.steps)

    # ---------------------------------------------------------------- split
    kept = ('text.token', 'text.position', 'text.blocks', 'decoder.self_blocks', 'decoder.ln', 'decoder.head')
    weights = {n: w.cpu().contiguous() for n, w in model.state_dict().items() if n.startswith(kept)}
    save_file(weights, run / 'text.safetensors', {'format': 'pt'})
    (run / 'config.json').write_text(config.to_json())
    journal.say(f'done: {run}/text.safetensors; go on with: coca train --init {run}/text.safetensors --tokenizer {run}/tokenizer.json')
    journal.close()


if __name__ == '__main__':
    main()
