import type { Plan } from '@cloudsmith-sdk/promotion'
import type { Matrix, MatrixRow } from '@cloudsmith-sdk/promotion/compare'
import { box, type Colour, card, type Told, textAt } from './svg.ts'

// Narrow enough to be read on a phone.
const [left, nameWidth, cellWidth, rowHeight, top] = [20, 172, 146, 46, 96]

/** A picture of which package is in which stage, with the first digits of its digest; and of what holds it where it is not. */
export function matrixPicture({ stages, rows }: Matrix, plans: readonly Plan[], told: Told): string {
  const width = left * 2 + nameWidth + stages.length * cellWidth
  const height = top + rows.length * rowHeight + 20
  const x = (stage: number) => left + nameWidth + stage * cellWidth
  return card(width, height, told, [
    textAt(left, 40, 'package', 'soft'),
    ...stages.map((stage, index) => textAt(x(index), 40, stage, 'strong ink')),
    ...stages.slice(1).map((_, index) => textAt(x(index + 1) - 26, 40, '→', 'soft')),
    ...stages.map((_, index) => textAt(x(index), 62, index === 0 ? 'with upstreams' : 'no upstreams', 'soft')),
    `<line x1="${left}" y1="78" x2="${width - left}" y2="78" class="line-edge"/>`,
    ...rows.flatMap((row, index) => rowPicture(row, top + index * rowHeight, x, stages, plans)),
  ])
}

function rowPicture(row: MatrixRow, y: number, x: (stage: number) => number, stages: readonly string[], plans: readonly Plan[]) {
  const { format, name, version } = row.package
  let isHeld = false
  return [
    textAt(left, y + 17, `${name} ${version}`, 'strong ink'),
    textAt(left, y + 33, format, 'soft'),
    ...row.cells.flatMap((cell, index) => {
      if (cell !== null) {
        const colour = cell.state === 'ok' ? 'good' : 'bad'
        return pill(x(index), y, `${colour === 'good' ? '✓' : '!'} ${cell.sha256?.slice(0, 8)}`, colour)
      }
      const why = isHeld ? undefined : heldBefore(row, stages[index], plans)
      isHeld = true
      return why === undefined ? [textAt(x(index) + 12, y + 22, '–', 'soft')] : pill(x(index), y, why.text, why.colour)
    }),
  ]
}

function pill(x: number, y: number, text: string, colour: 'good' | 'bad' | 'wait'): string[] {
  const back: Colour = `${colour}back`
  return [box(x, y, cellWidth - 12, 34, back), textAt(x + 12, y + 22, text, `mono ${colour}`)]
}

/** What keeps a package out of a stage, as its plan says. */
function heldBefore({ package: wanted }: MatrixRow, stage: string | undefined, plans: readonly Plan[]) {
  const items = plans.filter(({ to }) => to === stage).flatMap((plan) => plan.items)
  const item = items.find(({ package: each }) => each.name === wanted.name && each.version === wanted.version)
  const [reason] = item?.reasons ?? []
  if (item === undefined || item.outcome === 'promote') return undefined
  const [gate = item.outcome] = reason?.split(':', 1) ?? []
  return item.outcome === 'needs approval'
    ? { text: '… two people', colour: 'wait' as const }
    : { text: `✗ ${gate}`, colour: 'bad' as const }
}
