import type { RawImage } from '../../pipeline/types.ts'

/** Fraction bits of the weights, as in Pillow: 8-bit samples, 2 bits of headroom, 32 in all. */
const precision = 22
/** Half width of the cubic kernel in (destination) pixels. */
const reach = 2

/** Keys' cubic with a = -0.5. */
const cubic = (distance: number): number => {
  const a = -0.5
  const x = Math.abs(distance)
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1
  if (x < 2) return ((x - 5) * x + 8) * x * a - 4 * a
  return 0
}

interface Tap {
  from: number
  weights: Int32Array
}

/** For each destination sample, which source samples it mixes and how much of each. */
const taps = (source: number, target: number): Tap[] => {
  const scale = source / target
  const stretch = Math.max(scale, 1)
  return Array.from({ length: target }, (_, i) => {
    const centre = (i + 0.5) * scale
    const from = Math.max(0, Math.trunc(centre - reach * stretch + 0.5))
    const to = Math.min(source, Math.trunc(centre + reach * stretch + 0.5))
    const raw = Array.from({ length: to - from }, (_, x) =>
      cubic((x + from - centre + 0.5) / stretch),
    )
    const sum = raw.reduce((total, weight) => total + weight, 0)
    const weights = Int32Array.from(raw, (weight) => {
      const scaled = (weight / sum) * 2 ** precision
      return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
    })
    return { from, weights }
  })
}

/** Resamples lines of interleaved samples: `stride` apart along the axis, `lines` of them. */
const pass = (
  data: Uint8Array,
  target: number,
  table: Tap[],
  axis: { stride: number; lines: number; line: number; outStride: number; outLine: number },
): Uint8Array => {
  const out = new Uint8ClampedArray(target * axis.lines * 3)
  for (let line = 0; line < axis.lines; line++)
    for (const [i, { from, weights }] of table.entries())
      for (let c = 0; c < 3; c++) {
        let sum = 1 << (precision - 1)
        let at = line * axis.line + from * axis.stride + c
        for (const weight of weights) {
          sum += (data[at] ?? 0) * weight
          at += axis.stride
        }
        out[line * axis.outLine + i * axis.outStride + c] = sum >> precision
      }
  return new Uint8Array(out.buffer)
}

/**
 * Antialiased bicubic, integer for integer what Pillow makes of rows and then of columns, so that a
 * model sees in Node what it saw in training.
 */
export const bicubic = (image: RawImage, width: number, height: number): RawImage => {
  let data: Uint8Array = image.data
  if (width !== image.width)
    data = pass(data, width, taps(image.width, width), {
      stride: 3,
      lines: image.height,
      line: image.width * 3,
      outStride: 3,
      outLine: width * 3,
    })
  if (height !== image.height)
    data = pass(data, height, taps(image.height, height), {
      stride: width * 3,
      lines: width,
      line: 3,
      outStride: width * 3,
      outLine: 3,
    })
  return {
    width,
    height,
    channels: 3,
    data: Buffer.from(data.buffer, data.byteOffset, data.length),
  }
}
