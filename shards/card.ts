import { escapeMarkdown } from './credits.ts'
import type { Manifest } from './manifest.ts'

/** Names of splits that Hugging Face `datasets` knows. */
const hubSplit = { train: 'train', val: 'validation', test: 'test' } as const
const suffixes = { commercial: '', share_alike: '-by-sa', noncommercial: '-by-nc' } as const

const sizeCategory = (rows: number): string => {
  const steps: [number, string][] = [
    [1e3, 'n<1K'],
    [1e4, '1K<n<10K'],
    [1e5, '10K<n<100K'],
    [1e6, '100K<n<1M'],
  ]
  return steps.find(([limit]) => rows < limit)?.[1] ?? '1M<n<10M'
}

/** README of the export: header that Hugging Face reads, counts, licences, limits, how it was made. */
export const datasetCard = (manifest: Manifest): string => {
  const { name, counts, shards, selection, corpus } = manifest
  return [
    header(manifest),
    `# ${escapeMarkdown(name)}`,
    '',
    'Histopathology pictures with the captions that their authors wrote, cut out of open-access articles by',
    'histocorpus: panels found in figures, captions split into sub-captions, the two matched, and filtered.',
    '',
    table(
      ['', 'count'],
      [
        ['pairs', counts.pairs],
        ['different images', counts.images],
        ['different captions', counts.captions],
        ['articles', counts.articles],
        ['shards', shards.length],
      ],
    ),
    'An image or a caption can be in more than one pair, so the three numbers differ.',
    '',
    '## What is in it',
    '',
    ...(['topic', 'split', 'stain', 'species'] as const).flatMap((by) => [
      table([by, 'pairs'], Object.entries(counts[by])),
    ]),
    '## Licences',
    '',
    'Each pair has the licence of its article, named in its `.json`. CC BY asks for credit: keep `CREDITS.md`',
    'with every copy. BY-SA and BY-NC pairs are in shards of their own (`-by-sa`, `-by-nc` in the name).',
    'Pictures and captions were changed: panels were cut out of figures, sub-captions out of captions.',
    '',
    table(['licence (SPDX)', 'pairs'], Object.entries(counts.licence)),
    '## Files',
    '',
    '- `<topic>/<split>-00000.tar`: WebDataset shards. A sample is `<pair_id>.jpg` (the panel), `<pair_id>.txt`',
    '  (its caption) and `<pair_id>.json` (labels, scores, box, spans, and where it comes from).',
    '- `manifest.json`: shards with SHA-256, rows, bytes and licences. `sizes.json`: rows by shard.',
    '- `credits.jsonl`, `CREDITS.md`: one line per article. `croissant.json`: the same for machines.',
    '',
    '```python',
    'import webdataset as wds',
    `pairs = wds.WebDataset('${shards[0]?.path ?? ''}').decode('pil').to_tuple('jpg', 'txt', 'json')`,
    '```',
    '',
    'Neighbours in a shard often come from one article: shuffle shards and use a shuffle buffer.',
    'Train, val and test share no article, and near-duplicate pictures are on one side.',
    '',
    '## How it was made',
    '',
    `Selection: \`${JSON.stringify(selection)}\`.`,
    `Corpus digest: \`${corpus}\`. The same corpus and selection give the same bytes.`,
    '',
    '## Limits',
    '',
    '- Boxes, sub-captions, matches, species, stains and topics were decided by models and rules, with the',
    '  scores in each `.json`; some are wrong. Pairs that a model was unsure of are not in it unless asked for.',
    '- Captions describe what an author wanted to show, not everything that can be seen.',
    '- Published figures favour the rare and the typical; they are no sample of clinical work.',
    '- Articles may have been corrected or retracted since. Source: PMC and other open-access archives; this',
    '  copy may not be the most current one.',
    '- Not for diagnosis. Do not try to identify patients.',
    '',
  ].join('\n')
}

const header = ({ name, counts, shards }: Manifest): string => {
  const groups = new Map<string, Map<string, string>>()
  for (const { topic, split, licence_class } of shards) {
    const config = `${topic}${suffixes[licence_class]}`
    const files = groups.get(config) ?? new Map<string, string>()
    files.set(hubSplit[split], `${topic}/${split}${suffixes[licence_class]}-[0-9]*.tar`)
    groups.set(config, files)
  }
  return [
    '---',
    `pretty_name: ${JSON.stringify(name)}`,
    'language:',
    '- en',
    'license:',
    ...Object.keys(counts.licence).map((id) => `- ${id === 'CC-BY' ? 'cc' : id.toLowerCase()}`),
    'task_categories:',
    '- image-to-text',
    '- zero-shot-image-classification',
    'tags:',
    '- histopathology',
    '- medical',
    '- webdataset',
    '- croissant',
    'size_categories:',
    `- ${sizeCategory(counts.pairs)}`,
    'configs:',
    ...[...groups]
      .sort()
      .flatMap(([config, files]) => [
        `- config_name: ${config}`,
        '  data_files:',
        ...[...files]
          .sort()
          .flatMap(([split, path]) => [`  - split: ${split}`, `    path: ${JSON.stringify(path)}`]),
      ]),
    '---',
    '',
  ].join('\n')
}

const table = (head: [string, string], rows: (readonly [string, number])[]): string =>
  [
    `| ${head[0]} | ${head[1]} |`,
    '|---|---:|',
    ...rows.map(([name, value]) => `| ${escapeMarkdown(name)} | ${value.toLocaleString('en')} |`),
    '',
  ].join('\n')
