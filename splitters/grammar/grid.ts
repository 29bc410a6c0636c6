import type { Marker } from '../types.ts'

type Axis = 'across' | 'down'

const axisOf = (label: string): Axis | null =>
  /^(?:left|right)$/.test(label)
    ? 'across'
    : /^(?:top|bottom|upper|lower)$/.test(label)
      ? 'down'
      : null

/**
 * "Millet (left) and sorghum (right) before (top) and after (bottom) steaming": each picture stands in
 * a column and in a row, so the labels are `top left`, `bottom left` … A middle goes with the axis of
 * the marker before it. The markers as they are when only one axis is named, or when a place is named
 * twice.
 */
export const crossed = (markers: readonly Marker[]): Marker[] => {
  const axes: Axis[] = []
  for (const [index, { labels }] of markers.entries()) {
    const [label = ''] = labels
    const middle = /^(?:middle|cent(?:er|re))$/.test(label)
    const next = axisOf(markers[index + 1]?.labels[0] ?? '')
    const axis = middle ? (axes.at(-1) ?? next) : axisOf(label)
    if (labels.length > 1 || !axis) return [...markers]
    axes.push(axis)
  }
  const named = (axis: Axis) =>
    markers.filter((_, index) => axes[index] === axis).flatMap(({ labels }) => labels)
  const [columns, rows] = [named('across'), named('down')]
  const ends = (labels: readonly string[]) => labels.filter((label) => axisOf(label)).length
  const twice = new Set(columns).size < columns.length || new Set(rows).size < rows.length
  if (ends(columns) < 2 || ends(rows) < 2 || twice) return [...markers]
  return markers.map((marker, index) => {
    const [own = ''] = marker.labels
    return {
      ...marker,
      labels:
        axes[index] === 'across'
          ? rows.map((row) => `${row} ${own}`)
          : columns.map((column) => `${own} ${column}`),
    }
  })
}
