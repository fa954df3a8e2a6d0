import type { Taken } from './differences.ts'
import { isObject, variantOf } from './variants.ts'

/** The path to a field through objects and lists. */
export type FieldWay = readonly (string | number)[]

/** Most fields that are reported for a request, and most characters of each. */
const most = { fields: 20, length: 80 }

/**
 * The paths to fields that a rule does not name, in a body or a query. The service ignores them, which the sender hardly intended.
 *
 * @returns the first twenty
 */
export function unknownFields(rule: Taken, value: unknown): FieldWay[] {
  const found: FieldWay[] = []
  walk(rule, value, [])
  return found

  function walk(at: Taken, inner: unknown, way: FieldWay): void {
    if (found.length === most.fields) return
    if (Array.isArray(inner)) {
      const { items = {} } = at
      for (const [index, element] of inner.entries()) walk(items, element, [...way, index])
    } else if (isObject(inner)) {
      const { properties } = variantOf(at, inner)
      // An object without named fields accepts any field.
      if (properties === undefined) return
      for (const [name, child] of Object.entries(inner)) {
        const field = Object.hasOwn(properties, name) ? properties[name] : undefined
        if (field !== undefined) walk(field, child, [...way, name])
        else found.push([...way, name])
        if (found.length === most.fields) return
      }
    }
  }
}

/** A path in one short line, such as `teams[0].rank`. Its names come from the sender. */
export function writeWay(way: FieldWay): string {
  const text = way.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step.slice(0, most.length)}`)).join('')
  const visible = text.replace(/^\./, '').replaceAll(/[\p{C}\p{Z}]/gu, '?')
  return visible.length > most.length ? `${visible.slice(0, most.length)}…` : visible
}
