import { upstreamFormats } from '../../catalogue/formats.ts'
import {
  type Field,
  flag,
  list,
  nested,
  nullable,
  oneOf,
  partial,
  required,
  type Shape,
  text,
  url,
  whole,
} from '../../core/fields.ts'
import type { Upstream } from '../../format/upstream.ts'

/** What a setting has to be, and what it is where nobody says. */
type Settings = Readonly<Record<string, readonly [field: Field, otherwise: unknown]>>

const header = nullable(text({ max: 64, pattern: /^[-\w]+$/ }))
const value = nullable(text({ max: 128, pattern: /^[^\n\r]+$/ }))

const common: Settings = {
  name: [required(text({ max: 64, pattern: /^\w[\w \-'./()]+$/ })), ''],
  upstream_url: [required(url({ max: 200 })), ''],
  is_active: [flag, true],
  priority: [whole({ min: 1, max: 32_767 }), 1],
  verify_ssl: [flag, true],
  auth_username: [nullable(text({ max: 64 })), null],
  auth_secret: [nullable(text({ max: 4096 })), null],
  extra_header_1: [header, null],
  extra_value_1: [value, null],
  extra_header_2: [header, null],
  extra_value_2: [value, null],
}

const verification = oneOf('Allow All', 'Warn on Invalid', 'Reject Invalid')

/** The fields that only some formats have. */
const own: Settings = {
  rsa_key_url: [nullable(url()), null],
  rsa_verification: [verification, 'Allow All'],
  gpg_key_inline: [nullable(text()), null],
  gpg_key_url: [nullable(url()), null],
  gpg_verification: [verification, 'Allow All'],
  distro_versions: [required(list(text({ min: 1 }), { min: 1 })), []],
  distro_version: [required(text({ min: 1 })), ''],
  component: [text({ min: 1, max: 64 }), 'main'],
  upstream_distribution: [nullable(text()), null],
  include_sources: [flag, false],
  auth_certificate: [text({ min: 1 }), ''],
  auth_certificate_key: [text({ min: 1 }), ''],
  upstream_prefix: [text({ min: 1, max: 64 }), '-'],
  trust_level: [oneOf('Trusted', 'Untrusted'), 'Trusted'],
  contents: [oneOf('Skills', 'Plugins', 'Skills and plugins'), 'Skills and plugins'],
  selections: [
    list(
      nested({
        publisher: required(text({ min: 1, max: 128 })),
        name: required(text({ min: 1, max: 128 })),
        version: required(text({ min: 1, max: 255 })),
      }),
    ),
    [],
  ],
}

/** The settings of upstreams of a format. */
function settingsOf({ modes, authModes, fields }: Upstream): Settings {
  const mine = fields.flatMap((name) => (own[name] ? [[name, own[name]]] : []))
  return {
    ...common,
    mode: [oneOf(...modes), 'Proxy Only'],
    auth_mode: [oneOf(...authModes), 'None'],
    ...Object.fromEntries(mine),
  }
}

/** What the settings of an upstream are where nobody says. */
export function defaultsOf(upstream: Upstream): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settingsOf(upstream)).map(([name, [, otherwise]]) => [name, otherwise]))
}

/** Bodies of the operations on upstreams, for every format. */
export const upstreamBodies: Readonly<Record<string, Shape>> = Object.fromEntries(
  Object.entries(upstreamFormats).flatMap(([format, upstream]) => {
    const shape = Object.fromEntries(Object.entries(settingsOf(upstream)).map(([name, [field]]) => [name, field]))
    return [
      [`repos_upstream_${format}_create`, shape],
      [`repos_upstream_${format}_update`, shape],
      [`repos_upstream_${format}_partial_update`, partial(shape)],
    ]
  }),
)
