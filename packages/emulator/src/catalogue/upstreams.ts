import type { Taken } from '../requests/differences.ts'
import { rulesOf } from '../requests/rules.ts'
import { formats } from './formats.ts'

/** What the upstreams of a format are like. */
export interface Upstream {
  /** How they pass packages on. */
  readonly modes: readonly string[]
  /** How the repository signs in to them. */
  readonly authModes: readonly string[]
  /** Fields beside those that the upstreams of all formats have. */
  readonly fields: readonly string[]
  /** They say how far their index is. */
  readonly hasIndex: boolean
}

const described = Object.keys(formats).flatMap((format): [string, Readonly<Record<string, Taken>>][] => {
  const { body } = rulesOf(`repos_upstream_${format}_create`)
  return body?.properties === undefined ? [] : [[format, body.properties]]
})

const isCommon = (field: string): boolean => described.every(([, properties]) => Object.hasOwn(properties, field))

const words = (field: Taken | undefined): string[] => (field?.enum ?? []).map(String)

/**
 * The formats that have upstreams, with what these are like: as the API description has it of the requests that make them.
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
      // What is pulled from a registry of its own is looked up there, image by image.
      hasIndex: formats[format]?.hasOwnRegistry !== true,
    },
  ]),
)
