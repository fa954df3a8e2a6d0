import ts from 'typescript'
import { helpText } from '../../../packages/service/src/settings/flags.ts'
import { code, fence, parts, table } from '../markdown.ts'
import { marked } from '../marked.ts'
import type { Page } from '../page.ts'
import { docblockOf, sourceOf } from '../source/docblock.ts'
import { initializerOf } from '../source/find.ts'
import { settingsIn } from '../source/settings.ts'

const home = 'packages/service/src/settings'

/** Every setting of the service, its flags, and the figures that it shows. */
export function servicePage(): Page {
  const text = parts([
    '# The service: settings, flags, figures',
    '[The page of the package](../packages/service.md) says how to run the service, and has examples of settings files. Settings never contain secrets, but references to them: `env:NAME` or `file:PATH`.',
    '## Settings',
    'The file that `--config` names, in YAML or JSON.',
    settingsTable('schema.ts', 'fields'),
    '## A pipeline',
    'Each of `pipelines`.',
    settingsTable('schema.ts', 'pipelineSettingsSchema'),
    '## Signing in',
    'The settings under `signIn`, for an OpenID Connect issuer.',
    settingsTable('sign-in.ts', 'signInSchema'),
    '## Channels',
    'Each of `channels`, to which notifications are sent. These settings are common to all types of channels:',
    channelTable(initializerOf(sourceOf(`${home}/channels.ts`), 'common')),
    ...channelKinds(),
    '## Flags',
    fence('text', helpText('cloudsmith-promote-service')),
    '## Figures',
    'The metrics at `/metrics`.',
    marked('packages/service/README.md', 'figures'),
  ])
  const description = 'Every setting and flag of the promotion service, and every figure that it shows.'
  return { path: 'reference/service.md', data: { title: 'Service: settings, flags, figures', description, order: 7 }, text }
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

/** Fields that stand in an object of their own, as if a schema had them alone. */
function channelTable(fields: ts.Expression): string {
  if (!ts.isObjectLiteralExpression(fields)) throw new Error('Channels have nothing in common any more')
  return tableOf(ts.factory.createCallExpression(ts.factory.createIdentifier('v'), undefined, [fields]))
}

/** Each kind of channel, with what it says of itself and what is its own. */
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
