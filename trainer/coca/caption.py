"""Write captions for pictures.

    coca caption picture.jpg                    # in the folder of a run, once installed
    python -m coca caption --model ../.training/tiny/model picture.jpg more.jpg
    python -m coca caption --model ../.training/tiny/model picture.jpg --top-k 50 --seed 1
"""

import argparse
from pathlib import Path

import torch

from coca.checkpoint import load_model
from coca.generate import beam, sample
from coca.transforms import decode, fit, normalise


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser('coca caption', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('images', nargs='+')
    p.add_argument('--model', default='model', help='model folder of a run')
    p.add_argument('--beam', type=int, default=4, help='hypotheses of the beam search; used unless sampling is asked for')
    p.add_argument('--top-k', type=int, default=-1, help='sample among the k likeliest tokens (-1 = off)')
    p.add_argument('--top-p', type=float, default=-1.0, help='sample among tokens holding this much probability (-1 = off)')
    p.add_argument('--temperature', type=float, default=1.0)
    p.add_argument('--limit', type=int, default=64, help='tokens at most')
    p.add_argument('--seed', type=int, default=0)
    args = p.parse_args(argv)

    model, tokenizer, config = load_model(args.model)
    side = config.shape.vision.image
    pixels = [torch.from_numpy(fit(decode(Path(path).read_bytes()), side)) for path in args.images]
    images = normalise(torch.stack(pixels))  # [B, 3, S, S]
    if args.top_k > 0 or args.top_p > 0:
        dice = torch.Generator().manual_seed(args.seed)
        top_p = args.top_p if args.top_p > 0 else 1.0
        ids = sample(model, images, args.limit, args.temperature, max(0, args.top_k), top_p, dice)
    else:
        ids = beam(model, images, args.beam, args.limit)
    for path, words in zip(args.images, ids):
        print(f'{path}\t{tokenizer.decode(words)}')


if __name__ == '__main__':
    main()
