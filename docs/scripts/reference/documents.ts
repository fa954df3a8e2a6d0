import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parts } from '../markdown.ts'
import type { Page } from '../page.ts'
import { root } from '../root.ts'
import { type JsonSchema, schemaTable } from './schema-table.ts'

/** The pages of the documents that promotion stores and the command line writes, field by field. */
export function documentsPages(): Page[] {
  return [
    documentsPage({
      path: 'reference/documents.md',
      title: 'Promotion documents',
      description: 'Every field of plans, approvals, waivers, reports, snapshots and other stored documents.',
      about:
        'These documents are stored for years. The field `kind` names the type of the document, and `version` the version of its format. The JSON Schemas are in the folder `schemas/` of `@cloudsmith-sdk/promotion`. [The pipeline file](pipeline.md) has a page of its own.',
      folder: 'packages/promotion/schemas',
      order: 4,
    }),
    documentsPage({
      path: 'reference/outputs.md',
      title: 'Output of the command line',
      description: 'Every field of the JSON that the commands write.',
      about:
        'What `--output json` writes, by its `kind`. The JSON Schemas are in the folder `schemas/` of `@cloudsmith-sdk/cli`; those for the lines of `ndjson` are in `schemas/lines`.',
      folder: 'packages/cli/schemas',
      order: 4,
    }),
  ]
}

interface About {
  readonly path: string
  readonly title: string
  readonly description: string
  readonly about: string
  readonly folder: string
  readonly order: number
}

function documentsPage({ path, title, description, about, folder, order }: About): Page {
  const files = globSync('*.schema.json', { cwd: join(root, folder) }).filter((file) => file !== 'pipeline.schema.json')
  const sections = files.sort().flatMap((file) => {
    const schema = JSON.parse(readFileSync(join(root, folder, file), 'utf8')) as JsonSchema
    return [`## ${basename(file, '.schema.json')}`, schema.description ?? `${schema.title ?? ''}.`, schemaTable(schema)]
  })
  return { path, data: { title, description, order }, text: parts([`# ${title}`, about, ...sections]) }
}
