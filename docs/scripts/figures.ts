import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordedOutcome } from '../../benchmarks/src/record.ts'
import type { Cell, Table } from '../../benchmarks/src/table.ts'
import { code, parts, table } from './markdown.ts'
import type { Page } from './page.ts'
import { root } from './root.ts'

/** The recorded measurements of the SDK and its peers. */
export function figuresPage(): Page {
  const folder = join(root, 'benchmarks', 'results')
  const recorded = globSync('*.json', { cwd: folder })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as RecordedOutcome)
  const text = parts([
    '# Benchmarks against peers',
    'Each table comes from one run on one machine, which also ran the peers: do not compare figures of different runs. `benchmarks/README.md` in the repository explains the method and lists the other benchmarks; `pnpm bench NAME --record` measures again.',
    ...recorded.flatMap((each) => [`## ${each.name}`, aboutText(each), ...each.tables.map(tableText)]),
  ])
  const description = 'Measurements of the SDK and its peers, with the machine and the date.'
  return { path: 'figures.md', data: { title: 'Benchmarks against peers', description, section: 'facts', order: 4 }, text }
}

function aboutText({ about, date, machine, name }: RecordedOutcome): string {
  const { processor, cores, memory, platform, node, load } = machine
  const where = `${processor}, ${cores} cores, ${memory} GB, ${platform}, Node ${node}`
  const isBusy = load > cores / 2
  return parts([
    `${about.slice(0, 1).toUpperCase()}${about.slice(1)}.`,
    `Measured on ${date} (${where}) with ${code(`pnpm bench ${name}`)}.`,
    isBusy ? `The machine was busy (load ${load}): sizes, counts and ratios are reliable, times are not.` : '',
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

function cellText(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return ''
  if (typeof cell === 'string') return cell
  return cell.toLocaleString('en-GB', Number.isInteger(cell) ? {} : { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}
