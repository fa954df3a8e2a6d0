import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { help } from '../../../packages/emulator/src/cli/help.ts'
import { fence, parts } from '../markdown.ts'
import { marked } from '../marked.ts'
import type { Page } from '../page.ts'
import { root } from '../root.ts'
import { type JsonSchema, schemaTable } from './schema-table.ts'

const readme = 'packages/emulator/README.md'

/** The page of the emulator's switches, limits, command-line options and seed fields, and of what it emulates. */
export function emulatorPage(): Page {
  const seed = JSON.parse(readFileSync(join(root, 'packages/emulator/seed.schema.json'), 'utf8')) as JsonSchema
  const text = parts([
    '# The emulator: switches, options, seeds',
    '[The package page](../packages/emulator.md) explains how to use the emulator. The options of `createEmulator` are [with its types](types/emulator.md).',
    '## Switches',
    'Where it is unknown how the service behaves, or sources disagree, a switch chooses the behaviour. The default is the likelier one.',
    marked(readme, 'switches'),
    '## Limits',
    'A package that exceeds a limit fails to synchronise, and the reason names the limit.',
    marked(readme, 'limits'),
    '## Options of the command',
    fence('text', help),
    '## Seeds',
    'The initial state of the emulator, in YAML or JSON.',
    schemaTable(seed),
    '## Areas',
    'What is emulated, and what is not.',
    marked(readme, 'areas'),
    '## Formats',
    marked(readme, 'formats'),
  ])
  const description = 'Every switch, limit, command-line option and seed field of the emulator, and what it emulates.'
  return { path: 'reference/emulator.md', data: { title: 'Emulator: switches, options, seeds', description, order: 5 }, text }
}
