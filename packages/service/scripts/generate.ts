/** Generates the OpenAPI document of the API and the types of its client from the description of the API. */
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

/** The schema of one waiver, which the schema of waiver files contains. */
async function waiver(): Promise<object> {
  const { properties } = (await published('waivers')) as { properties: { waivers: { items: object } } }
  return properties.waivers.items
}

const ledgerEntry = {
  title: 'An entry of a ledger',
  type: 'object',
  properties: {
    seq: { type: 'integer', minimum: 1, description: 'Number of the entry, from 1.' },
    previous: { type: ['string', 'null'], description: 'Digest of the entry before; null in the first entry.' },
    digest: { type: 'string', description: 'SHA-256, in hex, of everything else in the entry.' },
    at: { type: 'string', format: 'date-time', description: 'When it was written.' },
    kind: { type: 'string', description: 'Type of the document.' },
    document: { type: 'object', description: 'What was planned, decided or done.' },
  },
  required: ['seq', 'previous', 'digest', 'at', 'kind', 'document'],
}

const historyEntry = { title: 'How a package came into a stage', type: 'object' }

const documents = {
  ...{ Plan: await published('plan'), Approval: await published('approval'), Report: await published('report') },
  ...{ Waiver: await waiver(), LedgerEntry: ledgerEntry, HistoryEntry: historyEntry },
}

/** Schemas for which the promotion engine has types, which are used instead of generated ones. */
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
    // openapi-fetch maps the types of requests and responses, and treats readonly arrays as objects: `Plain` makes them mutable.
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
await writeFile(
  new URL('types.ts', target),
  `// Generated from the description of the API. Do not edit.\n\n${astToString(types)}`,
)
