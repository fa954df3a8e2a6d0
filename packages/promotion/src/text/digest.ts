import { sha256Of } from './bytes.ts'

/** JSON whose keys are in order, so that one value has one text, however it was written down. What is undefined is left out. */
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

/** Most objects have one key, or keys that are in order. */
function keysInOrder(value: object): readonly string[] {
  const keys = Object.keys(value)
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort()
}

const encoder = new TextEncoder()

/** The SHA-256, in hex, of a value that is plain data. */
export const digestOf = (value: unknown): string => sha256Of(encoder.encode(canonical(value)))
