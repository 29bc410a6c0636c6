#!/bin/sh
# A node of eight GPUs: DATA=/data/shards OUT=/runs/b16 sh runs/node.sh. Needs >= 96 shards. Run from trainer/.
set -e
torchrun --nproc-per-node 8 -m coca train --data "$DATA" --preset conch-b16 --set micro=192 --workers 12 --compile --eval-every 1000 --out "$OUT"
