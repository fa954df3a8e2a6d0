import type { Document } from './document.ts'

/** Names of the schemas that a part of a document refers to, directly or through parameters, responses and other schemas. */
export function reachableSchemas({ components }: Document, from: unknown): Set<string> {
  const seen = new Set<string>()
  const schemas = new Set<string>()
  const open = [from]
  while (open.length > 0) {
    const text = JSON.stringify(open.pop()) ?? ''
    for (const [reference, section, name = ''] of text.matchAll(
      /"#\/components\/(schemas|responses|parameters|headers)\/([^"]+)"/g,
    )) {
      if (seen.has(reference)) continue
      seen.add(reference)
      if (section === 'schemas') schemas.add(name)
      open.push(components[section as keyof typeof components]?.[name])
    }
  }
  return schemas
}
