import type { Taken } from '../requests/differences.ts'
import { rulesOf } from '../requests/rules.ts'
import { formats } from './formats.ts'

/** The properties of a format's upstreams. */
export interface Upstream {
  /** How they can pass packages on. */
  readonly modes: readonly string[]
  /** How the repository can authenticate to them. */
  readonly authModes: readonly string[]
  /** Fields in addition to those of all upstreams. */
  readonly fields: readonly string[]
  /** Whether they report the state of their index. */
  readonly hasIndex: boolean
}

const described = Object.keys(formats).flatMap((format): [string, Readonly<Record<string, Taken>>][] => {
  const { body } = rulesOf(`repos_upstream_${format}_create`)
  return body?.properties === undefined ? [] : [[format, body.properties]]
})

const isCommon = (field: string): boolean => described.every(([, properties]) => Object.hasOwn(properties, field))

const words = (field: Taken | undefined): string[] => (field?.enum ?? []).map(String)

/**
 * The formats with upstreams, and the properties of these, according to the requests in the API description.
 *
 * @see docs/service.md#upstreams
 */
export const upstreamFormats: Readonly<Record<string, Upstream>> = Object.fromEntries(
  described.map(([format, properties]) => [
    format,
    {
      modes: words(properties.mode),
      authModes: words(properties.auth_mode),
      fields: Object.keys(properties).filter((field) => !isCommon(field)),
      // In formats with a registry of their own, images are looked up one by one.
      hasIndex: formats[format]?.hasOwnRegistry !== true,
    },
  ]),
)
