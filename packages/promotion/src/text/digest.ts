import { sha256Of } from './bytes.ts'

/** Formats a value as JSON with sorted keys, so that the same value always gives the same text. Undefined values are left out. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let parts = ''
  if (Array.isArray(value)) {
    for (const part of value) parts += `${parts === '' ? '' : ','}${part === undefined ? 'null' : canonical(part)}`
    return `[${parts}]`
  }
  for (const key of keysInOrder(value)) {
    const part = (value as Readonly<Record<string, unknown>>)[key]
    if (part !== undefined) parts += `${parts === '' ? '' : ','}${JSON.stringify(key)}:${canonical(part)}`
  }
  return `{${parts}}`
}

/** Most objects have one key, or keys that are already sorted. */
function keysInOrder(value: object): readonly string[] {
  const keys = Object.keys(value)
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort()
}

const encoder = new TextEncoder()

/** The SHA-256 of plain data, in hex. */
export const digestOf = (value: unknown): string => sha256Of(encoder.encode(canonical(value)))
