import { eventNames, eventSchema } from './events.ts'
import { typesOf } from './types.ts'

/** The files of the webhooks package: types of everything that the service sends to a subscriber, and the names of the events. */
export async function webhookFiles(): Promise<Record<string, string>> {
  const names = await eventNames()
  const union = names.map((name) => `  | ${eventSchema(name)}`).join('\n')
  return {
    'payloads.ts': `${await typesOf('webhooks.yaml')}
/** Every event, distinguished by \`meta.event_id\`. Handle unknown event names too. */
export type WebhookEvent =\n${union}\n`,
    'event-names.ts': `export const eventNames = ${JSON.stringify(names)} as const\n`,
  }
}
