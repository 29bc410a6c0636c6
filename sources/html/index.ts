import { DomHandler, Parser } from 'htmlparser2'
import { sha256 } from '../../pipeline/ids.ts'
import type { Article, FigureSource } from '../../pipeline/types.ts'
import { decideLicence, type Statement } from '../licence/index.ts'

type Dom = DomHandler['dom'][number]

export interface HtmlOptions {
  /** Finds a picture beside the page; null when there is none. */
  resolve?: (source: string) => string | null
  statements?: readonly Statement[]
}

/** Elements whose text is no part of a caption. */
const silent = new Set(['script', 'style', 'noscript', 'template', 'button', 'svg'])
const blocks = new Set(['p', 'div', 'li', 'br', 'td', 'tr', 'h1', 'h2', 'h3', 'h4', 'figcaption'])
const captionClass = /(^|[\s_-])(caption|legend|figcaption|fig-caption)([\s_-]|$)/i

/**
 * Reads figures of an educational page: `figure` with `figcaption` first, then a picture with a
 * neighbour whose class says caption, then a picture with a telling `alt`. Only pictures beside the
 * page count; nothing is fetched. The licence is a `rel=license` link, any Creative Commons link,
 * or a footer's words.
 */
export const parseHtml = (bytes: Uint8Array, options: HtmlOptions = {}): Article => {
  const { resolve = () => null, statements = [] } = options
  const handler = new DomHandler()
  const parser = new Parser(handler, { decodeEntities: true })
  parser.end(new TextDecoder('utf-8').decode(bytes))
  const root = handler.dom
  const nodes = [...walk(root)]
  const document_sha256 = sha256(bytes)
  const heading =
    nodes.find((node) => isTag(node, 'h1')) ?? nodes.find((node) => isTag(node, 'title'))
  return {
    article_id: `sha256:${document_sha256}`,
    ...{ pmcid: null, version: null, pmid: null, doi: metaContent(nodes, 'citation_doi') },
    title: heading ? textOf(heading) : '',
    journal:
      metaContent(nodes, 'citation_journal_title') ?? metaContent(nodes, 'og:site_name') ?? '',
    year: yearOf(metaContent(nodes, 'citation_publication_date')),
    authors: nodes
      .filter((node) => attribute(node, 'name') === 'citation_author')
      .map((node) => ({ surname: attribute(node, 'content') ?? '', given: '' })),
    article_type: null,
    language:
      nodes.map((node) => (isTag(node, 'html') ? attribute(node, 'lang') : null)).find(Boolean) ??
      null,
    abstract: metaContent(nodes, 'description') ?? '',
    ...{ keywords: [], subjects: [], mesh: [] },
    licence: decideLicence([...statements, ...licenceStatements(nodes)]),
    copyright: null,
    retracted: false,
    origin: 'html',
    document_sha256,
    warnings: [],
    figures: readFigures(nodes, resolve),
  }
}

const readFigures = (nodes: Dom[], resolve: (source: string) => string | null): FigureSource[] => {
  const taken = new Set<Dom>()
  const figures: FigureSource[] = []
  const add = (image: Dom, caption: string) => {
    const href = attribute(image, 'src') ?? attribute(image, 'data-src')
    if (taken.has(image) || href === null || /^(https?:|data:|\/\/)/i.test(href)) return
    taken.add(image)
    const label = /^\s*(fig(?:ure|\.)?\s*\d+(?:[.-]\d+)*[A-Z]?)/i.exec(caption)?.[1] ?? null
    figures.push({
      ...{ figure_id: `fig-${figures.length + 1}`, ordinal: figures.length, label },
      caption: label
        ? caption.slice(caption.indexOf(label) + label.length).replace(/^[\s.:–—-]+/, '')
        : caption,
      ...{ bold: [], graphic_captions: [], mentions: [], media: null, href, file: resolve(href) },
      third_party: /courtesy of|with permission|all rights reserved|©/i.exec(caption)?.[0] ?? null,
    })
  }
  for (const node of nodes) {
    if (!isTag(node, 'figure')) continue
    const inner = [...walk(childrenOf(node))]
    const caption = inner.find((item) => isTag(item, 'figcaption'))
    for (const image of inner.filter((item) => isTag(item, 'img')))
      add(image, caption ? textOf(caption) : '')
  }
  for (const node of nodes) {
    if (!isTag(node, 'img') || taken.has(node)) continue
    const caption = neighbourCaption(node) ?? attribute(node, 'alt') ?? ''
    if (caption.split(/\s+/).length >= 4) add(node, caption)
  }
  return figures
}

/** The caption-classed element nearest to a picture, at most three levels up. */
const neighbourCaption = (image: Dom): string | null => {
  let node: Dom | null = image
  for (let level = 0; level < 3 && node; level += 1) {
    const parent: Dom | null = (node.parent as Dom | null) ?? null
    const found =
      parent &&
      [...walk(childrenOf(parent))].filter((item) =>
        captionClass.test(attribute(item, 'class') ?? ''),
      )
    const [only] = found ?? []
    const alone =
      parent && [...walk(childrenOf(parent))].filter((item) => isTag(item, 'img')).length === 1
    if (only && alone && found?.length === 1) return textOf(only)
    node = parent
  }
  return null
}

const licenceStatements = (nodes: Dom[]): Statement[] =>
  nodes.flatMap((node): Statement[] => {
    const href = attribute(node, 'href') ?? ''
    if (!isTag(node, 'a') && !isTag(node, 'link')) return []
    const stated = attribute(node, 'rel') === 'license' || href.includes('creativecommons.org/')
    return stated ? [{ source: 'html', text: href }] : []
  })

function* walk(nodes: readonly Dom[]): Generator<Dom> {
  for (const node of nodes) {
    yield node
    yield* walk(childrenOf(node))
  }
}

const childrenOf = (node: Dom): Dom[] => ('children' in node ? (node.children as Dom[]) : [])
const isTag = (node: Dom, name: string) => 'name' in node && node.name === name
const attribute = (node: Dom, name: string): string | null =>
  'attribs' in node ? (node.attribs[name] ?? null) : null
const metaContent = (nodes: Dom[], name: string): string | null =>
  nodes
    .filter((node) => isTag(node, 'meta'))
    .filter((node) => (attribute(node, 'name') ?? attribute(node, 'property')) === name)
    .map((node) => attribute(node, 'content'))[0] ?? null
const yearOf = (date: string | null) =>
  Number(/\b(?:19|20)\d\d\b/.exec(date ?? '')?.[0] ?? 0) || null

const textOf = (node: Dom): string => {
  const collect = (inner: Dom): string => {
    if ('data' in inner && inner.type === 'text') return inner.data
    if (!('name' in inner) || silent.has(inner.name)) return ''
    const text = childrenOf(inner).map(collect).join('')
    return blocks.has(inner.name) ? ` ${text} ` : text
  }
  return childrenOf(node)
    .map(collect)
    .join('')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .normalize('NFC')
}
