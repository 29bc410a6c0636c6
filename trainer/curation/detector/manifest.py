"""Write a model's entry (checksum, contract, scores) into models/manifest.json; other entries stay as they are.

    python trainer/curation/detector/manifest.py panel-classifier ENTRY.json
"""

import hashlib
import json
import sys
from pathlib import Path

name, entry = sys.argv[1], json.loads(Path(sys.argv[2]).read_text())
folder = Path('models')
entry['sha256'] = hashlib.sha256((folder / entry['file']).read_bytes()).hexdigest()
path = folder / 'manifest.json'
manifest = json.loads(path.read_text())
manifest['models'][name] = entry
path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + '\n')
print(name, entry['sha256'][:12])
