import type { Confusion } from './curves.js'

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const CELL = 16
const MARGIN = 170

const cell = (row: number, column: number, count: number, title: string): string => {
  const depth = Math.min(1, 0.25 + count / 12)
  const colour = row === column ? `rgba(25,113,194,${depth})` : `rgba(224,49,49,${depth})`
  return `<rect x="${MARGIN + column * CELL}" y="${MARGIN + row * CELL}" width="${CELL}" height="${CELL}" fill="${colour}"><title>${escaped(title)}</title></rect>`
}

/** The confusion matrix as an SVG: rows are what was meant, columns what was answered; mistakes are red. */
export const confusionPicture = ({ labels, counts }: Confusion): string => {
  const size = MARGIN + labels.length * CELL + 8
  const names = labels.flatMap((label, index) => {
    const at = MARGIN + index * CELL + 12
    return [
      `<text x="${MARGIN - 6}" y="${at}" text-anchor="end">${escaped(label)}</text>`,
      `<text transform="translate(${at},${MARGIN - 6}) rotate(-60)">${escaped(label)}</text>`,
    ]
  })
  const cells = counts.flatMap((row, at) =>
    row.flatMap((count, column) =>
      count === 0
        ? []
        : [cell(at, column, count, `${labels[at]} → ${labels[column]}: ${String(count)}`)],
    ),
  )
  return `<svg viewBox="0 0 ${size} ${size}" width="${size}" role="img" aria-label="Confusion matrix" font-size="10">${names.join('')}${cells.join('')}</svg>`
}

export type Line = { name: string; colour: string; points: readonly (readonly [number, number])[] }

const WIDTH = 460
const HEIGHT = 260
const EDGE = 36

const across = (share: number): string => (EDGE + share * (WIDTH - 2 * EDGE)).toFixed(1)
const up = (share: number): string => (HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)).toFixed(1)

/** Lines between 0 and 1 on both sides as an SVG, each named in its colour. */
export const linePicture = (title: string, lines: readonly Line[]): string => {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (at) =>
      `<line x1="${across(0)}" x2="${across(1)}" y1="${up(at)}" y2="${up(at)}" stroke="#ddd"/><text x="4" y="${up(at)}">${at}</text><text x="${across(at)}" y="${HEIGHT - 18}">${at}</text>`,
  )
  const drawn = lines.map(({ name, colour, points }, index) => {
    const path = points.map(([x, y]) => `${across(x)},${up(y)}`).join(' ')
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/><text x="${EDGE + index * 140}" y="${HEIGHT - 3}" fill="${colour}">${escaped(name)}</text>`
  })
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" role="img" aria-label="${escaped(title)}" font-size="10">${ticks.join('')}${drawn.join('')}</svg>`
}
