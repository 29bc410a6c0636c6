"""`python -m coca VERB ...`, or just `coca VERB ...` once installed (pip install -e trainer)."""

import importlib
import os
import sys

from coca.shards import ShardError

VERBS = {
    'train': ('coca.train', 'train on shards'),
    'caption': ('coca.caption', 'write captions for pictures'),
    'evaluate': ('evals.evaluate', 'retrieval and zero-shot on shards'),
    'export': ('coca.export', 'ONNX image and text encoders'),
    'plot': ('coca.plot', 'losses of a run as PNG'),
    'tokenizer': ('coca.train_tokenizer', 'train a tokenizer on captions'),
    'pretrain-text': ('coca.pretrain_text', 'language model on captions and abstracts, split into encoder and decoder'),
    'pretrain-vision': ('coca.pretrain_vision', 'self-supervised ViT on unlabelled tiles'),
}


def main() -> None:
    os.environ.setdefault('TOKENIZERS_PARALLELISM', 'false')
    verb = sys.argv[1] if len(sys.argv) > 1 else ''
    if verb not in VERBS:
        print('coca VERB [--help]\n' + '\n'.join(f'  {name:<16}{what}' for name, (_, what) in VERBS.items()))
        sys.exit(0 if verb in ('', '-h', '--help') else 2)
    try:
        importlib.import_module(VERBS[verb][0]).main(sys.argv[2:])
    except (AssertionError, ShardError) as error:
        if not error.args:
            raise
        print(f'coca {verb}: {error}', file=sys.stderr)
        sys.exit(1)


if __name__ == '__main__':
    main()
