import type { Settings } from './read-settings.ts'
import type { Reference } from './reference.ts'

/** Every secret that settings name beside credentials of registries, with its place in them. */
export function referencesOf({
  database,
  operations,
  pipelines,
}: Settings): readonly (readonly [place: string, reference: Reference])[] {
  const named: readonly (readonly [string, Reference | undefined])[] = [
    ['database', database],
    ['operations.token', operations.token],
    ...pipelines.flatMap(({ webhookKeys }, at) =>
      webhookKeys.map((key, number) => [`pipelines.${at}.webhookKeys.${number}`, key] as const),
    ),
  ]
  return named.flatMap(([place, reference]) => (reference === undefined ? [] : [[place, reference] as const]))
}
