import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { help } from '../../../packages/emulator/src/cli/help.ts'
import { fence, parts } from '../markdown.ts'
import { marked } from '../marked.ts'
import type { Page } from '../page.ts'
import { root } from '../root.ts'
import { type JsonSchema, schemaTable } from './schema-table.ts'

const readme = 'packages/emulator/README.md'

/** Every switch, limit, option and field of a seed, and what is emulated. */
export function emulatorPage(): Page {
  const seed = JSON.parse(readFileSync(join(root, 'packages/emulator/seed.schema.json'), 'utf8')) as JsonSchema
  const text = parts([
    '# The emulator: switches, options, seeds',
    'How it is used is [with the package](../packages/emulator.md). Options of a program are [with its types](types/emulator.md).',
    '## Switches',
    'Where no source tells how the service behaves, or sources disagree, a switch says it. The default is the likelier answer.',
    marked(readme, 'switches'),
    '## Limits',
    'What passes one does not synchronise, and the reason names it.',
    marked(readme, 'limits'),
    '## Options of the command',
    fence('text', help),
    '## Seeds',
    'What there is at the start, in YAML or JSON.',
    schemaTable(seed),
    '## Areas',
    'What is emulated, and what it does not do.',
    marked(readme, 'areas'),
    '## Formats',
    marked(readme, 'formats'),
  ])
  const description = 'Every switch, limit, option and field of a seed of the emulator, and what it emulates.'
  return { path: 'reference/emulator.md', data: { title: 'Emulator: switches, options, seeds', description, order: 5 }, text }
}
