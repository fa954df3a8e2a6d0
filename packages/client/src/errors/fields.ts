/**
 * Flattens the `fields` of an error body, whose values are sentences, lists of them, `{ string, code }` objects or further objects,
 * to dotted paths and sentences. Never throws.
 */
export function flattenFields(fields: unknown): Record<string, string[]> {
  const flat = new Map<string, string[]>()
  add(fields, [])
  return Object.fromEntries(flat)

  function add(value: unknown, path: readonly string[]): void {
    const message = messageOf(value)
    if (message !== undefined) {
      const name = path.join('.') || 'non_field_errors'
      const messages = flat.get(name)
      if (messages === undefined) flat.set(name, [message])
      else messages.push(message)
    } else if (typeof value === 'object' && value !== null && path.length < maxDepth) {
      for (const [key, item] of Object.entries(value)) {
        // The sentences of a list are all about the same field; the objects in one are each about something else.
        add(item, Array.isArray(value) && messageOf(item) !== undefined ? path : [...path, key])
      }
    }
  }
}

/** Deeper nesting is nobody's validation message. */
const maxDepth = 8

function messageOf(value: unknown): string | undefined {
  const said = typeof value === 'object' && value !== null && 'string' in value ? value.string : value
  return ['string', 'number', 'boolean'].includes(typeof said) ? String(said) : undefined
}
