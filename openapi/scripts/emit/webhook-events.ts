import { getDoc, type Program } from '@typespec/compiler'
import { getExtensions } from '@typespec/openapi'
import { eventSchema } from '../generate/events.ts'
import { child, type Json, type Node } from './node.ts'

/** An event that a webhook can subscribe to. */
interface WebhookEvent {
  name: string
  description: string
  /** The schema of the data that the payload has in addition to the package. */
  context?: { schema: string; required?: boolean }
}

/** The events of the enum in `v1/webhooks.tsp`. */
export function eventsOf(program: Program): WebhookEvent[] {
  const [type] = program.resolveTypeReference('Cloudsmith.WebhookEvent')
  if (type?.kind !== 'Enum') throw new Error('the enum Cloudsmith.WebhookEvent is missing')
  return [...type.members.values()]
    .filter(({ value }) => value !== '*')
    .map((member) => {
      const context = getExtensions(program, member).get('x-context') as WebhookEvent['context']
      const description = getDoc(program, member) ?? ''
      return { name: String(member.value ?? member.name), description, ...(context === undefined ? {} : { context }) }
    })
}

/**
 * Adds the events to the common parts of the payloads: for each event, the request and its schema.
 *
 * @param ending extension of the file that describes packages: `yaml` or `json`
 */
export function describeEvents(common: Node, events: readonly WebhookEvent[], ending: string): Node {
  const document = JSON.parse(JSON.stringify(common).replaceAll('"cloudsmith-v1#', `"./cloudsmith-v1.${ending}#`)) as Node
  const { ping = null, ...rest } = child(document, 'webhooks')
  const components = child(document, 'components')
  const { PackageEvent = null, ...schemas } = child(components, 'schemas')
  return {
    ...document,
    webhooks: { ...rest, ...Object.fromEntries(events.map((event) => [event.name, { post: post(event, ping) }])), ping },
    components: {
      ...components,
      schemas: {
        PackageEvent,
        ...Object.fromEntries(events.map((event) => [eventSchema(event.name), schemaOf(event)])),
        ...schemas,
      },
    },
  }
}

/** Sent like a ping, except for the body. */
function post(event: WebhookEvent, ping: Json): Node {
  const sent = child(child({ ping }, 'ping'), 'post')
  const schema = { $ref: `#/components/schemas/${eventSchema(event.name)}` }
  return {
    ...sent,
    operationId: event.name.replace('.', '_'),
    summary: event.description.split('. ')[0]?.replace(/\.$/, '') ?? '',
    description: event.description,
    requestBody: { required: true, content: { 'application/json': { schema } } },
  }
}

function schemaOf({ name, description, context }: WebhookEvent): Node {
  const properties: Node = {
    ...(context === undefined ? {} : { context: { $ref: `#/components/schemas/${context.schema}` } }),
    meta: { properties: { event_id: { const: name } } },
  }
  const own: Node = { ...(context?.required ? { required: ['context'] } : {}), properties }
  return { description, allOf: [{ $ref: '#/components/schemas/PackageEvent' }, own] }
}
