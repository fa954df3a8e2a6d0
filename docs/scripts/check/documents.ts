import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { parseAllDocuments } from 'yaml'
import { root } from '../root.ts'
import type { Block } from './blocks.ts'

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })

const schema = (path: string): ValidateFunction =>
  ajv.compile(JSON.parse(readFileSync(join(root, 'packages', path), 'utf8')) as object)

/** Schemas of documents recognised by a field. */
const byField = { stages: schema('promotion/schemas/pipeline.schema.json'), workspaces: schema('emulator/seed.schema.json') }

/** Schemas of documents recognised by `kind`. */
const byKind: Readonly<Record<string, ValidateFunction>> = {
  'cloudsmith-promotion/waivers': schema('promotion/schemas/waivers.schema.json'),
  'cloudsmith-promotion/people': schema('promotion/schemas/people.schema.json'),
  'cloudsmith-promotion/trust': schema('promotion/schemas/trust.schema.json'),
}

/** The problems of a YAML or JSON block. An excerpt, marked with the word `part`, only has to parse. */
export function flawsOfDocument({ language, meta, text, place }: Block): string[] {
  const documents = parseAllDocuments(text)
  const flaws = documents.flatMap(({ errors }) => errors.map(({ message }) => `${place}: ${message}`))
  if (flaws.length > 0 || meta.split(' ').includes('part')) return flaws
  if (language === 'json') JSON.parse(text)
  return documents.flatMap((each) => {
    const value: unknown = each.toJS()
    const validate = schemaFor(value)
    if (validate === undefined || validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${place}: ${instancePath} ${message}`)
  })
}

function schemaFor(value: unknown): ValidateFunction | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { kind } = value as { kind?: string }
  if (kind !== undefined && byKind[kind] !== undefined) return byKind[kind]
  const field = (['stages', 'workspaces'] as const).find((name) => Array.isArray((value as Record<string, unknown>)[name]))
  return field && byField[field]
}
