import type { Manifest } from './manifest.ts'

/** Croissant 1.1: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  description: { '@container': '@language' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  name: { '@container': '@language' },
  parentField: 'cr:parentField',
  path: 'cr:path',
  rai: 'http://mlcommons.org/croissant/RAI/',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}

const kinds = [
  { name: 'images', ending: 'jpg', encoding: 'image/jpeg', what: 'crops of histology panels' },
  { name: 'captions', ending: 'txt', encoding: 'text/plain', what: 'sub-captions' },
  { name: 'facts', ending: 'json', encoding: 'application/json', what: 'labels and provenance' },
] as const

/** Machine-readable description of the export: files with checksums, and how records are made. */
export const croissant = (manifest: Manifest) => {
  const { name, counts, corpus, shards } = manifest
  const licences = Object.keys(counts.licence).map(licenceUrl)
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name,
    description: `${counts.pairs} histopathology image-caption pairs cut out of open-access articles by histocorpus. Corpus ${corpus}.`,
    license: licences,
    version: '1.0.0',
    citeAs: 'Every article is credited in CREDITS.md.',
    isLiveDataset: false,
    distribution: [
      ...shards.map(({ path, bytes, sha256 }) => ({
        '@type': 'cr:FileObject',
        '@id': path,
        name: path,
        contentUrl: path,
        contentSize: `${bytes} B`,
        encodingFormat: 'application/x-tar',
        sha256,
      })),
      ...kinds.map(({ name, ending, encoding, what }) => ({
        '@type': 'cr:FileSet',
        '@id': name,
        name,
        description: what,
        containedIn: shards.map(({ path }) => ({ '@id': path })),
        encodingFormat: encoding,
        includes: `*.${ending}`,
      })),
    ],
    recordSet: [
      recordSet('images', 'jpg', 'image', 'sc:ImageObject'),
      recordSet('captions', 'txt', 'caption', 'sc:Text'),
    ],
  }
}

const recordSet = (set: string, ending: string, field: string, type: string) => ({
  '@type': 'cr:RecordSet',
  '@id': `${set}_by_pair`,
  name: `${set}_by_pair`,
  key: { '@id': `${set}_by_pair/pair_id` },
  field: [
    {
      '@type': 'cr:Field',
      '@id': `${set}_by_pair/pair_id`,
      name: `${set}_by_pair/pair_id`,
      description: 'id of the pair: the name of its files without the ending',
      dataType: 'sc:Text',
      source: {
        fileSet: { '@id': set },
        extract: { fileProperty: 'filename' },
        transform: { regex: `^(.*)\\.${ending}$` },
      },
    },
    {
      '@type': 'cr:Field',
      '@id': `${set}_by_pair/${field}`,
      name: `${set}_by_pair/${field}`,
      description: field,
      dataType: type,
      source: { fileSet: { '@id': set }, extract: { fileProperty: 'content' } },
    },
  ],
})

const spdxPage = (id: string) => `https://spdx.org/licenses/${id}.html`

/** Address of a licence by SPDX id; `CC-BY` without a version has no page of its own. */
export const licenceUrl = (id: string): string =>
  id === 'CC-BY' ? 'https://creativecommons.org/licenses/by/' : spdxPage(id)
