import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { counted, firstOf, shortened, sizeOf } from './cut.ts'
import { countOf, type Group } from './groups.ts'
import { leastLimit, type MarkdownOptions, markdownLimits } from './limits.ts'
import { markdownCell } from './markdown-cell.ts'
import { nounFor } from './plural.ts'

/** A row of a table: its cells, of one or several lines, and how many things it is about. */
export interface MarkdownRow {
  readonly cells: readonly (string | readonly string[])[]
  readonly count: number
}

/** What a Markdown text is made of. Everything in it may come from outside. */
export interface MarkdownPage {
  readonly heading: string
  /** What is true of all that follows. */
  readonly above?: readonly string[] | undefined
  readonly columns: readonly string[]
  /** The most important first, as the last are left out where there is no room. */
  readonly rows: readonly MarkdownRow[]
  /** What rows are about, in the singular. */
  readonly noun: string
  /** What else there is to say, the most important first. */
  readonly notes?: readonly string[] | undefined
  /** What it ends with, whatever is left out. */
  readonly end?: string | undefined
}

/** Bytes of a heading, at most. */
const headingSize = 400

/** Bytes of a row that is told in full, at most. */
const rowSize = 16_384

/** Bytes that it takes to say what was left out, and to keep the parts apart. */
const reserve = 400

/**
 * Writes a text that is never longer than what takes it: rows and notes that find no room are left out whole, and it says how many. What is cut
 * is valid Markdown too.
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
  // However many packages there are, warnings have a third of the room.
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

/** Groups as rows: what is said of many things is said once, beside the first of their names. */
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

/** One row must not take the room of all others: what would is told in few words. */
function pieceOf({ cells, count }: MarkdownRow): Piece {
  const whole = sized(`${line(cells)}\n`, count)
  if (whole.size <= rowSize) return whole
  const brief = cells.map((cell) => firstOf([cell].flat(), 3).map((text) => shortened(text, 100)))
  return sized(`${line(brief)}\n`, count)
}

const bulletOf = (note: string): Piece => sized(`- ${markdownCell(shortened(note))}\n`, 1)

/** What has room of several pieces. One that is too large keeps no other out. */
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
