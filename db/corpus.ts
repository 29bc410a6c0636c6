import { attributionLine } from '../pipeline/attribution.ts'
import type { ArticleRecord, FigureRecord, Outcome } from '../pipeline/record.ts'
import { createLedger } from './ledger.ts'
import { type Db, sql } from './open.ts'

const json = (value: unknown) => JSON.stringify(value)

/** How an outcome lies in columns; a failure's code is its reason. */
const columns = (outcome: Outcome) => ({
  state: outcome.state,
  reason:
    outcome.state === 'failed' ? outcome.code : outcome.state === 'kept' ? null : outcome.reason,
  message: outcome.state === 'failed' ? outcome.message : null,
})

/**
 * Writes one article's record and its job's end in one transaction, replacing what an earlier walk
 * of the same job gave. When two inputs hold the same article, the smaller key stands, whichever
 * came first, so that the corpus does not depend on the order of arrival.
 */
export const createCorpusWriter = (db: Db) => {
  const ledger = createLedger(db)
  const prepare = (name: string) => db.prepare(sql(name))
  const statements = {
    owner: prepare('article-owner'),
    mine: prepare('articles-of-job'),
    remove: prepare('article-delete'),
    superseded: prepare('job-superseded'),
    unblock: prepare('jobs-unblocked'),
    article: prepare('article-insert'),
    figure: prepare('figure-insert'),
    panel: prepare('panel-insert'),
    subcaption: prepare('subcaption-insert'),
    pair: prepare('pair-insert'),
    forget: prepare('output-delete'),
    remember: prepare('output-insert'),
  }

  const insertFigure = (article_id: string, figure: FigureRecord) => {
    const { panels, subcaptions, pairs, outcome, mentions, ...row } = figure
    statements.figure.run({ ...row, article_id, mentions: json(mentions), ...columns(outcome) })
    for (const { bbox, crop, fingerprint, outcome: end, ...panel } of panels) {
      const [x, y, width, height] = bbox
      statements.panel.run({
        ...panel,
        figure_id: figure.id,
        ...{ x, y, width, height },
        crop_sha256: crop?.sha256 ?? null,
        crop_bytes: crop?.bytes ?? null,
        pixels: fingerprint?.pixels ?? null,
        pdq: fingerprint?.pdq ?? null,
        pdq_quality: fingerprint?.quality ?? null,
        ...columns(end),
      })
    }
    for (const { labels, spans, outcome: end, ...part } of subcaptions)
      statements.subcaption.run({
        ...part,
        figure_id: figure.id,
        labels: json(labels),
        spans: json(spans),
        ...columns(end),
      })
    for (const { outcome: end, ...pair } of pairs) {
      const { state, reason } = columns(end)
      statements.pair.run({
        ...pair,
        figure_id: figure.id,
        labels: json(pair.labels),
        spans: json(pair.spans),
        evidence: json(pair.evidence),
        species_evidence: json(pair.species_evidence),
        caption_stains: json(pair.caption_stains),
        own_state: state,
        own_reason: reason,
        own_score: end.state === 'flagged' ? end.score : null,
      })
    }
  }

  const insertArticle = (job_id: number, { article, outcome, figures }: ArticleRecord) => {
    statements.article.run({
      job_id,
      article_id: article.article_id,
      pmcid: article.pmcid,
      version: article.version,
      pmid: article.pmid,
      doi: article.doi,
      title: article.title,
      journal: article.journal,
      year: article.year,
      authors: json(article.authors),
      licence: article.licence.spdx,
      licence_class: article.licence.class,
      licence_evidence: json(article.licence.evidence),
      attribution: attributionLine(article),
      retracted: article.retracted ? 1 : 0,
      document_sha256: article.document_sha256,
      facts: json(article),
      ...columns(outcome),
    })
    for (const figure of figures) insertFigure(article.article_id, figure)
  }

  /** Removes what this job gave before; twins that waited behind it get their turn. */
  const clear = (job_id: number, keeps: string) => {
    for (const { article_id } of statements.mine.all({ job_id }) as { article_id: string }[])
      if (article_id !== keeps) statements.unblock.run({ article_id, job_id })
    statements.remove.run({ job_id })
  }

  return {
    write: db.transaction(
      (job: { job_id: number; key: string }, plan: string, record: ArticleRecord) => {
        const { job_id, key } = job
        const { article_id } = record.article
        clear(job_id, article_id)
        statements.forget.run({ job_id })
        for (const { stage, version, input, verdict } of record.outputs)
          statements.remember.run({ job_id, stage, version, input, verdict: json(verdict) })
        const owner = statements.owner.get({ article_id }) as
          | { job_id: number; key: string }
          | undefined
        const message = (other: string) => `the same article as ${other}`
        if (owner && owner.key < key) {
          ledger.done({
            ...{ job_id, plan, article_id },
            ...{ state: 'dropped', reason: 'same_article', message: message(owner.key) },
          })
          return
        }
        if (owner) {
          statements.remove.run({ job_id: owner.job_id })
          statements.superseded.run({ job_id: owner.job_id, message: message(key) })
        }
        ledger.done({ job_id, plan, article_id, ...columns(record.outcome) })
        insertArticle(job_id, record)
      },
    ),
    /** Ends a job without a record: the article could not be read at all. */
    fail: db.transaction((job_id: number, code: string, message: string) => {
      clear(job_id, '')
      ledger.done({ job_id, plan: null, article_id: null, state: 'failed', reason: code, message })
    }),
  }
}
