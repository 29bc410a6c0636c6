import type { Progress } from '../pipeline/coordinator.ts'

const clock = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return '-'
  const whole = Math.round(seconds)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** Seconds between two lines when nobody watches a terminal. */
const quietPause = 10

/**
 * Shows a run on stderr: a block that redraws itself on a terminal (one line a stage), else one
 * plain line every ten seconds. Totals come from the ledger, so they survive a restart.
 */
export const createProgress = ({
  stream = process.stderr,
  now = () => performance.now() / 1000,
  json = false,
}: {
  stream?: { isTTY?: boolean; columns?: number; write(text: string): unknown }
  now?: () => number
  json?: boolean
} = {}) => {
  const start = now()
  let firstDone: number | null = null
  let drawn = 0
  let lastTime = Number.NEGATIVE_INFINITY

  const describe = (progress: Progress) => {
    firstDone ??= progress.done
    const elapsed = now() - start
    const speed = (progress.done - firstDone) / Math.max(elapsed, 0.001)
    const left = speed > 0 ? (progress.total - progress.done) / speed : Number.POSITIVE_INFINITY
    return {
      articles: progress.done,
      of: progress.total,
      listing: progress.listing,
      figures: progress.figures,
      figures_per_second: Number((progress.figures / Math.max(elapsed, 0.001)).toFixed(1)),
      elapsed: clock(elapsed),
      left: progress.listing ? 'still listing' : clock(left),
    }
  }

  const line = (progress: Progress) => {
    const { articles, of, listing, figures, figures_per_second, elapsed, left } = describe(progress)
    return `articles ${articles}/${of}${listing ? '+' : ''}  figures ${figures}  ${figures_per_second}/s  ${elapsed} gone  ${left} left`
  }

  const stageLines = (progress: Progress) =>
    Object.entries(progress.stages).map(([name, { computed, remembered, seconds }]) => {
      const each = computed > 0 ? `${((1000 * seconds) / computed).toFixed(1)} ms each` : ''
      return `  ${name.padEnd(16)}${String(computed).padStart(7)} done ${String(remembered).padStart(7)} remembered  ${each}`
    })

  const erase = () => {
    if (drawn > 0) stream.write(`\u001b[${drawn}A\u001b[0J`)
    drawn = 0
  }

  return {
    show(progress: Progress) {
      const time = now()
      const pause = stream.isTTY && !json ? 0.2 : quietPause
      if (time - lastTime < pause) return
      lastTime = time
      if (json) stream.write(`${JSON.stringify({ progress: describe(progress) })}\n`)
      else if (stream.isTTY) {
        erase()
        const width = (stream.columns ?? 100) - 1
        const lines = [line(progress), ...stageLines(progress)].map((text) => text.slice(0, width))
        stream.write(`${lines.join('\n')}\n`)
        drawn = lines.length
      } else stream.write(`${line(progress)}\n`)
    },
    done() {
      erase()
    },
  }
}
