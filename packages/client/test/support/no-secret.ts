import { inspect } from 'node:util'
import { expect } from 'vitest'

/** Every string that can be reached from a value: messages, stacks, causes, names and values of properties, including hidden ones. */
function textsIn(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value]
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return []
  seen.add(value)
  const entries = value instanceof Headers || value instanceof Map ? [...value].flat() : []
  const own = Reflect.ownKeys(value).flatMap((key) => [String(key), ...textsIn(Reflect.get(value, key), seen)])
  return [...entries.flatMap((entry) => textsIn(entry, seen)), ...own]
}

/** Fails if a secret can be found in a value, in any form and at any depth. */
export function expectNoSecret(value: unknown, secret: string): void {
  const texts = [...textsIn(value), String(value), inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value) ?? '']
  const forms = [secret, encodeURIComponent(secret), btoa(`token:${secret}`)].map((form) => form.toLowerCase())
  expect(texts.filter((text) => forms.some((form) => text.toLowerCase().includes(form)))).toEqual([])
}
