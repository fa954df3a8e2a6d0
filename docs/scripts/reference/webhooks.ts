import { type Document, readDocument, type Schema } from '@cloudsmith-sdk/openapi/document'
import { typeText } from '../api/type-text.ts'
import { code, parts, table } from '../markdown.ts'
import type { Page } from '../page.ts'

interface Description extends Document {
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly summary: string } }>>
}

/** Payloads are composed of the common part and their own fields. */
type Model = Schema & { readonly allOf?: readonly Model[] }

/** The page of every webhook event and its payload. */
export async function webhooksPage(): Promise<Page> {
  const description = await readDocument<Description>('webhooks.yaml')
  const models = description.components.schemas as Readonly<Record<string, Model>>
  const isEvent = (name: string) => name.endsWith('Event')
  const text = parts([
    '# Webhook events',
    'The events that a repository sends to its webhooks. [The package page](../packages/webhooks.md) explains how to receive and verify them.',
    table(
      ['event', 'when it is sent'],
      Object.entries(description.webhooks).map(([name, { post }]) => [
        `[${code(name)}](#${name.replaceAll('.', '')})`,
        post.summary,
      ]),
    ),
    ...Object.keys(description.webhooks).flatMap((name) => {
      const model = models[modelOf(name)] ?? {}
      return [`## ${code(name)}`, model.description, fieldsTable(model, models)]
    }),
    '## Payload types',
    ...Object.entries(models)
      .filter(([name, { enum: words, properties }]) => !isEvent(name) && (words ?? properties) !== undefined)
      .flatMap(([name, model]) => [
        `### ${name}`,
        model.description,
        model.enum === undefined ? fieldsTable(model, models) : model.enum.map((word) => code(String(word))).join(', '),
      ]),
  ])
  const about = 'Every event that a repository sends to webhooks, and every field of its payload.'
  return { path: 'reference/webhooks.md', data: { title: 'Webhook events', description: about, order: 6 }, text }
}

/** `package.tags_updated` is described by `PackageTagsUpdatedEvent`. */
const modelOf = (event: string): string =>
  `${event.replaceAll(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase())}Event`

function fieldsTable(model: Model, models: Readonly<Record<string, Model>>): string {
  const { properties, required } = whole(model, models)
  const find = (name: string) => (models[name] === undefined ? `api/packages.md#${name.toLowerCase()}` : `#${name.toLowerCase()}`)
  return table(
    ['field', 'type', 'meaning'],
    Object.entries(properties).map(([name, schema]) => [
      `${code(name)}${required.has(name) ? '' : ' (optional)'}`,
      typeText(schema.allOf?.[0] ?? schema, find),
      schema.description ?? '',
    ]),
  )
}

/** The fields of a model, including those of the models it is composed of. A model that only narrows a field of another adds nothing. */
function whole(
  model: Model,
  models: Readonly<Record<string, Model>>,
): { properties: Record<string, Model>; required: Set<string> } {
  const based = model.$ref === undefined ? model : (models[model.$ref.split('/').at(-1) ?? ''] ?? {})
  const bases = (based.allOf ?? []).map((each) => whole(each, models))
  const required = new Set([...bases.flatMap((each) => [...each.required]), ...(based.required ?? [])])
  return { properties: Object.assign({}, based.properties, ...bases.toReversed().map((each) => each.properties)), required }
}
