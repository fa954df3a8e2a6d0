import type { Drift } from './compare.ts'

/** The differences, divided into those that a correction explains and the rest. */
interface Verdict {
  explained: Drift[]
  unexplained: Drift[]
}

/** Divides differences by a list of corrections. An entry is `OPERATION_ID WHERE`, `* WHERE` for any operation, or `OPERATION_ID *` for any place. */
export function applyCorrections(drifts: readonly Drift[], entries: readonly string[]): Verdict {
  const meant = new Set(entries)
  const isMeant = (id: string, where: string) => [`${id} ${where}`, `* ${where}`, `${id} *`].some((entry) => meant.has(entry))
  const select = (wanted: boolean) =>
    drifts
      .map(({ operation, changes }) => ({
        operation,
        changes: changes.filter(({ where }) => isMeant(operation.id, where) === wanted),
      }))
      .filter(({ changes }) => changes.length > 0)
  return { explained: select(true), unexplained: select(false) }
}
