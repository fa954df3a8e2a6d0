import { readDocument } from './document.ts'

/** Names of the events that the service sends, with `ping` last. */
export async function eventNames(): Promise<string[]> {
  const { webhooks } = await readDocument<{ webhooks: Record<string, unknown> }>('webhooks.yaml')
  return Object.keys(webhooks)
}

/** Name of the schema of an event: `PackageTagsUpdatedEvent` for `package.tags_updated`. */
export const eventSchema = (name: string): string =>
  `${name.replaceAll(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}Event`
