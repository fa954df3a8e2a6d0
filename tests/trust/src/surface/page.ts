import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { exits } from '../../../../packages/cli/src/core/exit-codes.ts'
import { cliOptions } from '../../../../packages/emulator/src/cli/arguments.ts'
import { defaultSwitches } from '../../../../packages/emulator/src/core/switches.ts'
import { ownFigures, sharedFigures } from '../../../../packages/service/src/operations/figures.ts'
import { tellable } from '../../../../packages/service/src/settings/channels.ts'
import { helpText } from '../../../../packages/service/src/settings/flags.ts'
import { settingsSchema } from '../../../../packages/service/src/settings/schema.ts'
import { root } from '../root.ts'
import { commands } from './commands.ts'
import { keysOf, type Schema } from './keys.ts'
import { variables } from './variables.ts'

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

const documents = ['approval', 'people', 'plan', 'report', 'revocation', 'snapshot', 'statement', 'trust', 'waivers']

/** What others build on beside types, as a page: it is the same until something of that changes. */
export function surfacePage(): string {
  return `---
title: What others build on
description: Commands, flags, variables, exit codes, keys of pipelines and documents, settings, events, figures and switches, each on a line.
order: 3
---

# What others build on

Made by \`vitest run test/surface.test.ts -u\` in \`tests/trust\`. A line that goes or changes is a change of what scripts, files and programs of
others rely on: [what stays as it is](./stability.md) says which of these is breaking. Types of entries are in \`packages/*/report\`.

${sections()
  .map(({ title, lines }) => `## ${title}\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`)
  .join('\n')}`
}

function sections(): { title: string; lines: string[] }[] {
  return [
    { title: 'Exit codes of the command line', lines: Object.entries(exits).map(([name, { code }]) => `${code} ${name}`) },
    { title: 'Commands and flags', lines: commands() },
    { title: 'Flags of the emulator', lines: emulatorFlags() },
    { title: 'Flags of the service', lines: serviceFlags() },
    { title: 'Variables, beside those of flags', lines: variables() },
    { title: 'Keys of a pipeline', lines: keysIn('packages/promotion/schemas/pipeline.schema.json') },
    ...documents.map((name) => ({
      title: `Keys of documents: ${name}`,
      lines: keysIn(`packages/promotion/schemas/${name}.schema.json`),
    })),
    {
      title: 'Settings of the service',
      lines: keysOf(toJsonSchema(settingsSchema, { errorMode: 'ignore', typeMode: 'input' }) as Schema),
    },
    { title: 'What channels of the service are told of', lines: [...tellable].sort() },
    { title: 'Operations of the service', lines: operations() },
    { title: 'Figures of the service', lines: figures() },
    {
      title: 'Events of webhooks',
      lines: Object.keys((readJson('openapi/webhooks.json') as { webhooks: object }).webhooks).sort(),
    },
    { title: 'Keys of a seed', lines: keysIn('packages/emulator/seed.schema.json') },
    {
      title: 'Switches of the emulator',
      lines: Object.entries(defaultSwitches)
        .map(([name, value]) => `${name} (${JSON.stringify(value)})`)
        .sort(),
    },
  ]
}

const keysIn = (path: string): string[] => keysOf(readJson(path) as Schema)

const emulatorFlags = (): string[] =>
  Object.entries<{ type: string; short?: string; default?: unknown }>(cliOptions)
    .map(([name, { type, short, default: said }]) => {
      const isSaid = type === 'string' && said !== undefined
      return `${short ? `-${short}, ` : ''}--${name}${type === 'string' ? ' VALUE' : ''}${isSaid ? ` (${JSON.stringify(said)})` : ''}`
    })
    .sort()

/** Of each line of its help what is not prose: the flag, what it takes, and the variable that stands for it. */
const serviceFlags = (): string[] =>
  helpText('cloudsmith-promote-service')
    .split('\n')
    .flatMap((line) => {
      const [, flag] = /^ {2}(--\S+(?: \S+)?) {2}/.exec(line) ?? []
      const [variable = ''] = /\[[A-Z_]+\]$/.exec(line) ?? []
      return flag === undefined ? [] : [`${flag} ${variable}`.trim()]
    })
    .sort()

/** Ids of its operations, with the request that each is. */
function operations(): string[] {
  const { paths } = readJson('packages/service/src/generated/openapi.json') as {
    paths: Record<string, Record<string, { operationId?: string }>>
  }
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { operationId }]) =>
        operationId === undefined ? [] : [`${operationId}: ${method.toUpperCase()} ${path}`],
      ),
    )
    .sort()
}

const figures = (): string[] =>
  Object.entries<{ kind: string; labels: readonly string[] }>({ ...sharedFigures, ...ownFigures })
    .map(([name, { kind, labels }]) => `${name} ${kind}${labels.length === 0 ? '' : ` {${labels.join(', ')}}`}`)
    .sort()
