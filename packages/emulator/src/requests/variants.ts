import type { Taken } from './differences.ts'

/** The rule for an object: if there are several variants, the one that it names. */
export function variantOf(rule: Taken, value: Readonly<Record<string, unknown>>): Taken {
  if (rule.variants === undefined) return rule
  const { by, of } = rule.variants
  const word = value[by]
  return (typeof word === 'string' && Object.hasOwn(of, word) ? of[word] : undefined) ?? kindRule(by, Object.keys(of))
}

/** The rule for an object that does not say which variant it is. */
const kindRule = (by: string, words: readonly string[]): Taken => ({
  type: 'object',
  properties: { [by]: { type: 'string', enum: words } },
  required: [by],
})

/** Whether a value is an object with fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
