import type { Schema } from '@cloudsmith-sdk/openapi/document'
import { code } from '../markdown.ts'

/** Returns the address of a model's section on the site, or its schema if it has no section. */
export type FindModel = (name: string) => string | Schema

const words: Readonly<Record<string, string>> = { integer: 'whole number' }
const formats: Readonly<Record<string, string>> = {
  'date-time': 'date and time',
  date: 'date',
  uri: 'URL',
  email: 'email address',
}

/** The type of a value, in a few words. */
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
