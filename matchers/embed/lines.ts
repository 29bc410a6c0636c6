/**
 * `npx tsx matchers/embed/lines.ts MODEL < lines`: one JSON object a line in, `{"image": path}` or
 * `{"text": words}`; one out, `{"features": [...], "embeds": [...]}`.
 */

import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { decodeImage } from '../../pipeline/image.ts'
import { openEncoder } from './index.ts'

const Line = z.union([z.object({ image: z.string() }), z.object({ text: z.string() })])

const encoder = await openEncoder(process.argv[2] ?? '.')
for await (const line of createInterface({ input: process.stdin })) {
  const asked = Line.parse(JSON.parse(line))
  const [found] =
    'image' in asked
      ? await encoder.images([await decodeImage(await readFile(asked.image))])
      : await encoder.texts([asked.text])
  const { features = [], embeds = [] } = found ?? {}
  process.stdout.write(`${JSON.stringify({ features: [...features], embeds: [...embeds] })}\n`)
}
