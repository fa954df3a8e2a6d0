import type { Channel } from './channels.ts'
import type { Settings } from './read-settings.ts'
import { isReference, type Reference } from './reference.ts'

/** All references to secrets in the settings, except Cloudsmith credentials, each with its place. */
export function referencesOf({
  database,
  operations,
  signIn,
  pipelines,
  channels,
}: Settings): readonly (readonly [place: string, reference: Reference])[] {
  const named: readonly (readonly [string, Reference | undefined])[] = [
    ['database', database],
    ['operations.token', operations.token],
    ['signIn.clientSecret', signIn?.clientSecret],
    ...(signIn?.secrets ?? []).map((secret, number) => [`signIn.secrets.${number}`, secret] as const),
    ...pipelines.flatMap(({ webhookKeys }, at) =>
      webhookKeys.map((key, number) => [`pipelines.${at}.webhookKeys.${number}`, key] as const),
    ),
    ...channels.flatMap((channel, at) => secretsIn(channel).map(([name, said]) => [`channels.${at}.${name}`, said] as const)),
  ]
  return named.flatMap(([place, reference]) => (reference === undefined ? [] : [[place, reference] as const]))
}

/** The references to secrets in a channel. Its address may also be given directly. */
const secretsIn = (channel: Channel): readonly (readonly [string, Reference])[] =>
  Object.entries(channel).flatMap(([name, said]) =>
    ['webhook', 'token', 'key', 'url'].includes(name) && isReference(said) ? [[name, said] as const] : [],
  )
