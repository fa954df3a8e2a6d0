import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordedOutcome } from '../../benchmarks/src/record.ts'
import type { Cell, Table } from '../../benchmarks/src/table.ts'
import { code, parts, table } from './markdown.ts'
import type { Page } from './page.ts'
import { root } from './root.ts'

/** What was measured of the SDK and its peers, as it was recorded. */
export function figuresPage(): Page {
  const folder = join(root, 'benchmarks', 'results')
  const recorded = globSync('*.json', { cwd: folder })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as RecordedOutcome)
  const text = parts([
    '# Figures against peers',
    'Each table is of one run on one machine, peers included: figures of two runs do not compare. How they are made, and what else can be measured, says `benchmarks/README.md` in the repository; `pnpm bench NAME --record` measures anew.',
    ...recorded.flatMap((each) => [`## ${each.name}`, aboutText(each), ...each.tables.map(tableText)]),
  ])
  const description = 'What was measured of the SDK and its peers, on which machine and when.'
  return { path: 'figures.md', data: { title: 'Figures against peers', description, section: 'facts', order: 4 }, text }
}

function aboutText({ about, date, machine, name }: RecordedOutcome): string {
  const { processor, cores, memory, platform, node, load } = machine
  const where = `${processor}, ${cores} cores, ${memory} GB, ${platform}, Node ${node}`
  const isBusy = load > cores / 2
  return parts([
    `${about.slice(0, 1).toUpperCase()}${about.slice(1)}.`,
    `Measured on ${date} (${where}) by ${code(`pnpm bench ${name}`)}.`,
    isBusy ? `The machine was busy (a load of ${load}): bytes, counts and ratios say something, times do not.` : '',
  ])
}

const tableText = ({ title, columns, rows, notes = [] }: Table): string =>
  parts([
    `**${title}**`,
    table(
      columns,
      rows.map((row) => columns.map((_, at) => cellText(row[at]))),
    ),
    notes.map((note) => `- ${note}`).join('\n'),
  ])

function cellText(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return cell
  return cell.toLocaleString('en-GB', Number.isInteger(cell) ? {} : { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}
