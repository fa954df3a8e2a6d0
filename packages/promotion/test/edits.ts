/** What another job reads that was stored. */
export const stored = <Document>(document: Document): Document => JSON.parse(JSON.stringify(document)) as Document

/** Every place of a document that holds no object, or an empty one, and what it might be edited to. */
export function edits(value: unknown, path: readonly (string | number)[] = []): [path: string, edit: (root: unknown) => void][] {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : []
  if (entries.length > 0) return entries.flatMap(([key, part]) => edits(part, [...path, key]))
  const other = otherThan(value)
  return [
    [
      path.join('.'),
      (root) => {
        const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], root)
        Object.assign(parent as object, { [path.at(-1) ?? '']: other })
      },
    ],
  ]
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  return value === null ? 'x' : Array.isArray(value) ? ['x'] : { x: 1 }
}
