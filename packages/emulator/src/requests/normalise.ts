import type { Taken } from './differences.ts'
import { isObject, variantOf } from './variants.ts'

/**
 * A value of a body as the service stores it: texts are trimmed, times converted to UTC. Values that do not match their rule and secrets stay
 * unchanged.
 *
 * @see docs/service.md#quirks
 */
export function normalised(rule: Taken, value: unknown): unknown {
  if (typeof value === 'string') return rule.type === 'string' ? normalisedText(rule, value) : value
  if (Array.isArray(value)) {
    const { items } = rule
    return items === undefined ? value : value.map((element) => normalised(items, element))
  }
  if (!isObject(value)) return value
  const { properties } = variantOf(rule, value)
  if (properties === undefined) return value
  const field = (name: string) => (Object.hasOwn(properties, name) ? properties[name] : undefined)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, normalised(field(name) ?? {}, inner)]))
}

function normalisedText({ format }: Taken, text: string): string {
  if (format === 'password') return text
  const trimmed = text.trim()
  const at = format === 'date-time' ? Date.parse(trimmed) : Number.NaN
  return Number.isNaN(at) ? trimmed : new Date(at).toISOString().replace('.000Z', 'Z')
}
