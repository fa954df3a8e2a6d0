import ts from 'typescript'
import { helpText } from '../../../packages/service/src/settings/flags.ts'
import { code, fence, parts, table } from '../markdown.ts'
import { marked } from '../marked.ts'
import type { Page } from '../page.ts'
import { docblockOf, sourceOf } from '../source/docblock.ts'
import { initializerOf } from '../source/find.ts'
import { settingsIn } from '../source/settings.ts'

const home = 'packages/service/src/settings'

/** The page of the service's settings, flags and metrics. */
export function servicePage(): Page {
  const text = parts([
    '# The service: settings, flags, metrics',
    '[The package page](../packages/service.md) explains how to run the service, with complete settings files. A settings file never contains a secret: it refers to it as `env:NAME` or `file:PATH`.',
    '## Settings',
    'In YAML or JSON, in the file named by `--config`.',
    settingsTable('schema.ts', 'fields'),
    '## Pipelines',
    'The settings of each entry of `pipelines`.',
    settingsTable('schema.ts', 'pipelineSettingsSchema'),
    '## Signing in',
    'The settings under `signIn`, for signing in with OpenID Connect at an issuer that your team already uses.',
    settingsTable('sign-in.ts', 'signInSchema'),
    '## Channels',
    'The settings of each entry of `channels`, to which notifications are sent. All types of channels have these:',
    channelTable(initializerOf(sourceOf(`${home}/channels.ts`), 'common')),
    ...channelKinds(),
    '## Flags',
    fence('text', helpText('cloudsmith-promote-service')),
    '## Metrics',
    'The metrics that `/metrics` returns, for Prometheus.',
    marked('packages/service/README.md', 'metrics'),
  ])
  const description = 'Every setting and flag of the promotion service, and every metric that it exports.'
  return { path: 'reference/service.md', data: { title: 'Service: settings, flags, metrics', description, order: 7 }, text }
}

const settingsTable = (file: string, name: string): string => tableOf(initializerOf(sourceOf(`${home}/${file}`), name))

const tableOf = (schema: ts.Expression): string =>
  table(
    ['setting', 'default', 'meaning'],
    settingsIn(schema).map((each) => [
      `${code(each.path)}${each.isRequired ? ' (required)' : ''}`,
      each.default === undefined ? '' : code(each.default),
      each.text,
    ]),
  )

/** A table of fields that are in an object of their own, as if it were a schema. */
function channelTable(fields: ts.Expression): string {
  if (!ts.isObjectLiteralExpression(fields)) throw new Error('Channels have nothing in common any more')
  return tableOf(ts.factory.createCallExpression(ts.factory.createIdentifier('v'), undefined, [fields]))
}

/** Each type of channel, with its docblock and its own settings. */
function channelKinds(): string[] {
  const schema = initializerOf(sourceOf(`${home}/channels.ts`), 'channelSchema')
  if (!ts.isCallExpression(schema)) throw new Error('Channels are not where they were')
  const [, kinds] = schema.arguments
  if (kinds === undefined || !ts.isArrayLiteralExpression(kinds)) throw new Error('Channels have no kinds any more')
  return kinds.elements.flatMap((kind) => {
    const names = [...kind.getText().matchAll(/kind: v\.(?:literal|picklist)\(([^)]*)\)/g)].flatMap(
      ([, said = '']) => said.match(/[a-z-]{3,}/g) ?? [],
    )
    return [`### ${names.join(', ')}`, docblockOf(kind).text, tableOf(kind).replace(/^\| `kind`.*\n/m, '')]
  })
}
