import { definedOf } from '../world/create-repository.ts'

/** Settings after a request: what it names, over what there is, or over the defaults where the request replaces everything. */
export function changed<Settings extends object>(base: Settings, body: object): Settings {
  const known = Object.entries(definedOf(body)).filter(([name]) => name in base)
  return { ...base, ...Object.fromEntries(known) }
}
