import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { counted, firstOf, shortened, sizeOf } from './cut.ts'
import { countOf, type Group } from './groups.ts'
import { leastLimit, type MarkdownOptions, markdownLimits } from './limits.ts'
import { markdownCell } from './markdown-cell.ts'
import { nounFor } from './plural.ts'

/** A row of a table: its cells, each of one or several lines, and how many items it covers. */
export interface MarkdownRow {
  readonly cells: readonly (string | readonly string[])[]
  readonly count: number
}

/** The parts of a Markdown text. Everything in it may be untrusted. */
export interface MarkdownPage {
  readonly heading: string
  /** What applies to everything that follows. */
  readonly above?: readonly string[] | undefined
  readonly columns: readonly string[]
  /** The most important first, because the last ones are left out if there is no room. */
  readonly rows: readonly MarkdownRow[]
  /** What the rows list, in the singular. */
  readonly noun: string
  /** Further notes, the most important first. */
  readonly notes?: readonly string[] | undefined
  /** The last line, which is never left out. */
  readonly end?: string | undefined
}

/** Bytes of a heading, at most. */
const headingSize = 400

/** Bytes of a row that is shown in full, at most. */
const rowSize = 16_384

/** Bytes for saying what was left out, and for the blank lines between parts. */
const reserve = 400

/**
 * Formats a Markdown text that never exceeds its limit. Rows and notes that do not fit are left out whole, and the text states how many. What
 * remains is valid Markdown.
 *
 * @throws {InvalidRequestError} the limit is below 1,000
 */
export function markdownOf(page: MarkdownPage, { limit = markdownLimits.comment }: MarkdownOptions = {}): string {
  if (!(limit >= leastLimit)) throw new InvalidRequestError(`A limit of ${limit} is too low: pass at least 1,000 bytes.`)
  const { columns, noun, above = [], notes = [], end } = page
  const heading = `### ${headingOf(page.heading)}\n`
  const last = end === undefined ? '' : `${headingOf(end)}\n`
  const table = { head: `${line(columns)}\n${line(columns.map(() => '---'))}\n`, rows: page.rows.map(pieceOf) }
  const room = limit - sizeOf(heading) - sizeOf(last) - sizeOf(table.head) - reserve
  const rowsSize = table.rows.reduce((size, row) => size + row.size, 0)
  // However many packages there are, notes get a third of the room.
  const roomForNotes = Math.max(room / 3, room - rowsSize)
  const first = fill(above.map(bulletOf), roomForNotes)
  const others = fill(notes.map(bulletOf), roomForNotes - first.size)
  const rows = fill(table.rows, room - first.size - others.size)
  const blocks = [
    ...[heading, first.text, rows.text === '' ? '' : `${table.head}${rows.text}`, leftOut(rows.left, noun, limit)],
    ...[others.text, leftOut(first.left + others.left, 'note', limit), last],
  ]
  return blocks.filter((block) => block !== '').join('\n')
}

/** Groups as rows: what is said of many items is said once, beside the first of their names. */
export const rowsOfGroups = (groups: readonly Group[], noun: string, hasDone = false): MarkdownRow[] =>
  groups.map((group) => {
    const { label, done = '', details, names } = group
    const named = names.length === 1 ? names : [countOf(group, noun), ...firstOf(names)]
    return { cells: [label, named, ...(hasDone ? [done] : []), firstOf(details)], count: names.length }
  })

interface Piece {
  readonly text: string
  readonly size: number
  readonly count: number
}

const sized = (text: string, count: number): Piece => ({ text, size: sizeOf(text), count })

/** One row must not use up the room of all others, so a very long one is shortened. */
function pieceOf({ cells, count }: MarkdownRow): Piece {
  const whole = sized(`${line(cells)}\n`, count)
  if (whole.size <= rowSize) return whole
  const brief = cells.map((cell) => firstOf([cell].flat(), 3).map((text) => shortened(text, 100)))
  return sized(`${line(brief)}\n`, count)
}

const bulletOf = (note: string): Piece => sized(`- ${markdownCell(shortened(note))}\n`, 1)

/** The pieces that fit into the room. A piece that is too large does not keep out the others. */
function fill(pieces: readonly Piece[], room: number): { text: string; size: number; left: number } {
  let [size, left] = [0, 0]
  const shown = pieces.filter((piece) => {
    const fits = size + piece.size <= room
    if (fits) size += piece.size
    else left += piece.count
    return fits
  })
  return { text: shown.map(({ text }) => text).join(''), size, left }
}

const leftOut = (count: number, noun: string, limit: number): string =>
  count === 0 ? '' : `${counted(count)} more ${nounFor(count, noun)} left out: the text is limited to ${counted(limit)} bytes.\n`

function headingOf(text: string): string {
  for (let longest = headingSize; ; longest = Math.floor(longest / 2)) {
    const written = markdownCell(shortened(text, longest))
    if (sizeOf(written) <= headingSize) return written
  }
}

const line = (cells: readonly (string | readonly string[])[]): string => `| ${cells.map(cellOf).join(' | ')} |`

const cellOf = (cell: string | readonly string[]): string =>
  [cell]
    .flat()
    .map((text) => markdownCell(shortened(text)))
    .join('<br>')
