import type { Schema } from '@cloudsmith-sdk/openapi/document'
import { code } from '../markdown.ts'

/** Says where on the site a model of the API is described; one that has no place of its own is given as it is. */
export type FindModel = (name: string) => string | Schema

const words: Readonly<Record<string, string>> = {
  integer: 'whole number',
  string: 'text',
  boolean: 'yes or no',
  object: 'object',
}
const formats: Readonly<Record<string, string>> = { 'date-time': 'moment', date: 'day', uri: 'URL', email: 'email address' }

/** What a value may be, in a few words. */
export function typeText(schema: Schema & { readonly additionalProperties?: Schema | boolean }, find: FindModel): string {
  const { $ref, anyOf, oneOf, items, additionalProperties } = schema
  const all = anyOf ?? oneOf
  if (all !== undefined) return [...new Set(all.map((each) => typeText(each, find)))].join(' or ')
  if ($ref !== undefined) return modelText($ref.split('/').at(-1) ?? '', find)
  if (schema.enum !== undefined) return schema.enum.map((word) => code(String(word))).join(', ')
  if (items !== undefined) return `list of ${typeText(items, find)}`
  if (typeof additionalProperties === 'object') return `object of ${typeText(additionalProperties, find)}`
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything')
  return formats[schema.format ?? ''] ?? words[type] ?? type
}

function modelText(name: string, find: FindModel): string {
  const found = find(name)
  return typeof found === 'string' ? `[${name}](${found})` : typeText(found, find)
}
