"""Train a tokenizer on the captions of exported shards.

    python -m coca tokenizer --data /data/shards --vocab 32000 --out tokenizer.json
"""

import argparse

from coca.shards import Reader, open_index
from coca.tokenizer import train_tokenizer


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser('coca tokenizer', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--split', nargs='*', default=['train'], help='never the split you evaluate on')
    p.add_argument('--vocab', type=int, default=32000)
    p.add_argument('--out', required=True)
    args = p.parse_args(argv)
    index = open_index(args.data).select(split=args.split)
    tokenizer = train_tokenizer(Reader(index).captions(), args.vocab, context=128)
    tokenizer.save(args.out)
    print(f'{args.out}: {tokenizer.vocab} tokens from {len(index)} captions')


if __name__ == '__main__':
    main()
