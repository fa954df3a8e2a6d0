/** A stage in its column. Columns follow the direction of promotion. */
export interface Placed {
  readonly name: string
  readonly column: number
  readonly row: number
}

interface Way {
  readonly from: string
  readonly to: string
}

/** Puts each stage into the column after those that lead to it. Edges against the order of the stages do not count. */
export function placed(stages: readonly string[], ways: readonly Way[]): readonly Placed[] {
  const columns = new Map<string, number>()
  const taken = new Map<number, number>()
  return stages.map((name) => {
    const before = ways.filter(({ to, from }) => to === name && columns.has(from)).map(({ from }) => (columns.get(from) ?? 0) + 1)
    const column = Math.max(0, ...before)
    const row = taken.get(column) ?? 0
    columns.set(name, column)
    taken.set(column, row + 1)
    return { name, column, row }
  })
}
