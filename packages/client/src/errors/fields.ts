/**
 * Flattens the `fields` of an error body to dotted paths with their messages. Its values may be messages, lists of them, `{ string, code }`
 * objects or nested objects. Never throws.
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
        // All messages in a list are about the same field; each object in a list is about a different one.
        add(item, Array.isArray(value) && messageOf(item) !== undefined ? path : [...path, key])
      }
    }
  }
}

/** Real validation messages are not nested more deeply. */
const maxDepth = 8

function messageOf(value: unknown): string | undefined {
  const said = typeof value === 'object' && value !== null && 'string' in value ? value.string : value
  return ['string', 'number', 'boolean'].includes(typeof said) ? String(said) : undefined
}
