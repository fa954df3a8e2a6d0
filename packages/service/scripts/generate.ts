/**
 * Makes what is made of the description of the API: its OpenAPI document, and the types of its client.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { apiDocument } from '../src/api/openapi-document.ts'

const target = new URL('../src/generated/', import.meta.url)
const published = async (name: string): Promise<Record<string, unknown>> => {
  const file = new URL(`../../promotion/schemas/${name}.schema.json`, import.meta.url)
  const { $schema: _, ...schema } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  return schema
}

/** A waiver is a part of a file of them. */
async function waiver(): Promise<object> {
  const { properties } = (await published('waivers')) as { properties: { waivers: { items: object } } }
  return properties.waivers.items
}

const ledgerEntry = {
  title: 'An entry of a ledger',
  type: 'object',
  properties: {
    seq: { type: 'integer', minimum: 1 },
    previous: { type: ['string', 'null'], description: 'Digest of the entry before.' },
    digest: { type: 'string', description: 'SHA-256, in hex, of everything else in the entry.' },
    at: { type: 'string', format: 'date-time' },
    kind: { type: 'string' },
    document: { type: 'object' },
  },
  required: ['seq', 'previous', 'digest', 'at', 'kind', 'document'],
}

const historyEntry = { title: 'How a package came into a stage', type: 'object' }

const documents = {
  ...{ Plan: await published('plan'), Approval: await published('approval'), Report: await published('report') },
  ...{ Waiver: await waiver(), LedgerEntry: ledgerEntry, HistoryEntry: historyEntry },
}

/** Of what the engine has types for, those are the types. */
const engineTypes: Readonly<Record<string, string>> = {
  ...{
    Plan: 'Plan',
    Approval: 'GivenApproval',
    Report: 'Report',
    Waiver: 'Waiver',
    LedgerEntry: 'LedgerEntry',
    HistoryEntry: 'HistoryEntry',
  },
}

const document = apiDocument(documents)
const types = await openapiTS(document as Parameters<typeof openapiTS>[0], {
  silent: true,
  inject: [
    "import type { GivenApproval, Plan, Report, Waiver } from '@cloudsmith-sdk/promotion'",
    "import type { HistoryEntry } from '@cloudsmith-sdk/promotion/evidence'",
    "import type { LedgerEntry } from '@cloudsmith-sdk/promotion/ledger'",
    // Types of requests and answers are mapped once more, which takes lists that are only to be read for objects.
    'type Plain<T> = T extends readonly (infer Each)[] ? Plain<Each>[] : T extends object ? { -readonly [Key in keyof T]: Plain<T[Key]> } : T',
  ].join('\n'),
  transform(_, { path = '' }) {
    const type = engineTypes[path.replace('#/components/schemas/', '')]
    return type === undefined
      ? undefined
      : ts.factory.createTypeReferenceNode('Plain', [ts.factory.createTypeReferenceNode(type)])
  },
})
await mkdir(target, { recursive: true })
await writeFile(new URL('openapi.json', target), `${JSON.stringify(document)}\n`)
await writeFile(new URL('types.ts', target), `// Made of the description of the API. Do not edit.\n\n${astToString(types)}`)
