import { sha256Of } from './bytes.ts'

/** JSON whose keys are in order, so that one value has one text, however it was written down. What is undefined is left out. */
export function canonical(value: unknown): string {
  learnKeys(value)
  return JSON.stringify(value, inOrder)
}

// Given a list of keys, JSON is written in its order and without a copy of anything: a large plan has very many small parts.
const known = new Set<string>()
let inOrder: string[] = []

/** Keys that are remembered, at most: they come from documents of others, too. */
const mostKeys = 500

function learnKeys(value: unknown): void {
  if (known.size > mostKeys) known.clear()
  const before = known.size
  collectKeys(value)
  if (known.size !== before || inOrder.length !== known.size) inOrder = [...known].sort()
}

function collectKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const part of value) collectKeys(part)
    return
  }
  for (const key of Object.keys(value)) {
    known.add(key)
    collectKeys((value as Readonly<Record<string, unknown>>)[key])
  }
}

/** The SHA-256, in hex, of a value that is plain data. */
export const digestOf = (value: unknown): Promise<string> => sha256Of(new TextEncoder().encode(canonical(value)))
