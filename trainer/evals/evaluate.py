"""Evaluate a trained model on exported shards and print one table.

    python -m coca evaluate --model ../.training/tiny/model --data /tmp/shards --split val
"""

import argparse
import json
from pathlib import Path

from coca.checkpoint import load_model
from coca.shards import ShardError, open_index
from evals.api import CoCaEncoder
from evals.retrieval import Retrieval
from evals.zeroshot import ZeroShot


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser('coca evaluate', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--model', required=True, help='model folder of a run')
    p.add_argument('--data', required=True, help='folder of exported shards')
    p.add_argument('--split', nargs='*', default=['test'])
    p.add_argument('--out', default=None, help='write the numbers as JSON, too')
    args = p.parse_args(argv)

    model, tokenizer, _ = load_model(args.model)
    index = open_index(args.data).select(split=args.split)
    encoder = CoCaEncoder(model, tokenizer)
    scores = {'samples': float(len(index))}
    scores |= dict(Retrieval(index, tokenizer).run(encoder))
    for label in ('stain', 'topic'):
        try:
            scores |= dict(ZeroShot(index, tokenizer, label).run(encoder))
        except ShardError as error:
            print(f'zero-shot by {label} left out: {error}')
    width = max(map(len, scores))
    for name, value in scores.items():
        print(f'{name:<{width}}  {value:.4f}')
    if args.out:
        Path(args.out).write_text(json.dumps(scores, indent=2))


if __name__ == '__main__':
    main()
