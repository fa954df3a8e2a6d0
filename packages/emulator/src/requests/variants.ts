import type { Taken } from './differences.ts'

/** The rule that holds for an object: that of its kind, where there are several. */
export function variantOf(rule: Taken, value: Readonly<Record<string, unknown>>): Taken {
  if (rule.variants === undefined) return rule
  const { by, of } = rule.variants
  const word = value[by]
  return (typeof word === 'string' && Object.hasOwn(of, word) ? of[word] : undefined) ?? kindRule(by, Object.keys(of))
}

/** What can be said of an object of which the kind is not known. */
const kindRule = (by: string, words: readonly string[]): Taken => ({
  type: 'object',
  properties: { [by]: { type: 'string', enum: words } },
  required: [by],
})

/** Whether a value is an object with fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
