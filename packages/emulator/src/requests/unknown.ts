import type { Taken } from './differences.ts'
import { isObject, variantOf } from './variants.ts'

/** The way to a field through objects and lists. */
export type FieldWay = readonly (string | number)[]

/** Fields that are told of a request at most, and characters of each. */
const most = { fields: 20, length: 80 }

/**
 * The ways to what a rule does not name, in a body or a query. The service ignores it; whoever sent it hardly meant that.
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
      // An object without named fields has fields of any name.
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

/** A way in one short line, such as `teams[0].rank`: nobody chose these names with care. */
export function writeWay(way: FieldWay): string {
  const text = way.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step.slice(0, most.length)}`)).join('')
  const visible = text.replace(/^\./, '').replaceAll(/[\p{C}\p{Z}]/gu, '?')
  return visible.length > most.length ? `${visible.slice(0, most.length)}…` : visible
}
