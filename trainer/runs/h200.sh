#!/bin/sh
# One H200, the paper's shape and schedule: DATA=/data/shards OUT=/runs/b16 sh runs/h200.sh. Run from trainer/.
set -e
python -m coca train --data "$DATA" --preset conch-b16 --dry-run --out "$OUT"
python -m coca train --data "$DATA" --preset conch-b16 --workers 14 --compile --eval-every 1000 --out "$OUT" ${INIT_VIT:+--init-vit "$INIT_VIT"}
python -m coca evaluate --model "$OUT/model" --data "$DATA" --split test
python -m coca export --model "$OUT/model"
