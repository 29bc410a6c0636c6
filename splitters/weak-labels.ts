/**
 * Captions as JSON Lines on stdin (`{"id","caption"}`), what the grammar makes of each on stdout:
 * the training of the tagger reads this, so that the rules exist once.
 *
 *     npx tsx splitters/weak-labels.ts < captions.jsonl > weak.jsonl
 */
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { findCandidates } from './grammar/candidates.ts'
import { readMarkers } from './grammar/index.ts'
import { rankOf } from './grammar/labels.ts'
import { positions } from './grammar/positions.ts'
import { scope } from './scope.ts'

const Line = z.object({ id: z.string(), caption: z.string() })

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue
  const { id, caption } = Line.parse(JSON.parse(line))
  const candidates = findCandidates(caption)
  const { markers, labels } = readMarkers(caption, undefined, candidates)
  const belief = (start: number) =>
    candidates.find((candidate) => candidate.start === start)?.prior ?? 0.8
  const ranks = labels.map((label) =>
    Math.max(rankOf(label, 'upper'), rankOf(label, 'lower'), rankOf(label, 'roman')),
  )
  const run = new Set(ranks).size > Math.max(...ranks)
  const sure = markers.every((marker) => belief(marker.start) >= 0.55)
  process.stdout.write(
    `${JSON.stringify({
      id,
      labels,
      confident: labels.length > 1 && run && (sure || labels.length > 3),
      /** Nothing in it looks like a marker. */
      plain: candidates.every((candidate) => candidate.prior < 0.3),
      markers: markers.map(({ start, end, labels, form }) => ({ start, end, labels, form })),
      pieces: labels.length > 1 ? scope(caption, markers) : [],
      candidates: [
        ...candidates.map(({ start, end, readings }) => ({ start, end, readings })),
        ...positions(caption).map(({ start, end, labels }) => ({
          start,
          end,
          readings: { position: labels },
        })),
      ],
    })}\n`,
  )
}
