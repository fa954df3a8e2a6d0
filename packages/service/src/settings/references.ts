import type { Channel } from './channels.ts'
import type { Settings } from './read-settings.ts'
import type { Reference } from './reference.ts'

const isReference = (text: string): text is Reference => text.startsWith('env:') || text.startsWith('file:')

/** Every secret that settings name, with its place in them. An identity is no secret that is somewhere. */
export function referencesOf({
  database,
  operations,
  pipelines,
  channels,
}: Settings): readonly (readonly [place: string, reference: Reference])[] {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['database', database],
    ['operations.token', operations.token],
    ...pipelines.flatMap(({ credential, webhookKeys }, at) => [
      [`pipelines.${at}.credential`, credential] as const,
      ...webhookKeys.map((key, number) => [`pipelines.${at}.webhookKeys.${number}`, key] as const),
    ]),
    ...channels.flatMap((channel, at) => secretsIn(channel).map(([name, said]) => [`channels.${at}.${name}`, said] as const)),
  ]
  return named.flatMap(([place, reference]) =>
    reference !== undefined && isReference(reference) ? [[place, reference] as const] : [],
  )
}

/** Fields of a channel that may name a secret. */
const secretsIn = (channel: Channel): readonly (readonly [string, string])[] =>
  Object.entries(channel).flatMap(([name, said]) =>
    ['webhook', 'token', 'key', 'url'].includes(name) && typeof said === 'string' ? [[name, said] as const] : [],
  )
