#!/bin/sh
# A look on a laptop: generated shards, `tiny`, captions, ONNX. Run from trainer/.
set -e
export OMP_NUM_THREADS=1
python tests/make_shards.py ../.training/shards 96
python -m coca train --data ../.training/shards --preset tiny --steps 120 --out ../.training/tiny
python -m coca plot --run ../.training/tiny --out ../.training/tiny/losses.png
python -m coca evaluate --model ../.training/tiny/model --data ../.training/shards --split val
python -m coca export --model ../.training/tiny/model
