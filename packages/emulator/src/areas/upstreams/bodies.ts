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

const header = nullable(text({ max: 64, pattern: /^[-\w]+$/ }))
const value = nullable(text({ max: 128, pattern: /^[^\n\r]+$/ }))

const common: Shape = {
  name: required(text({ max: 64, pattern: /^\w[\w \-'./()]+$/ })),
  upstream_url: required(url({ max: 200 })),
  is_active: flag,
  priority: whole({ min: 1, max: 32_767 }),
  verify_ssl: flag,
  auth_username: nullable(text({ max: 64 })),
  auth_secret: nullable(text({ max: 4096 })),
  extra_header_1: header,
  extra_value_1: value,
  extra_header_2: header,
  extra_value_2: value,
}

const verification = oneOf('Allow All', 'Warn on Invalid', 'Reject Invalid')

/** The fields that only some formats have. */
const own: Readonly<Record<string, Field>> = {
  rsa_key_url: nullable(url()),
  rsa_verification: verification,
  gpg_key_inline: nullable(text()),
  gpg_key_url: nullable(url()),
  gpg_verification: verification,
  distro_versions: required(list(text({ min: 1 }), { min: 1 })),
  distro_version: required(text({ min: 1 })),
  component: text({ min: 1, max: 64 }),
  upstream_distribution: nullable(text()),
  include_sources: flag,
  auth_certificate: text({ min: 1 }),
  auth_certificate_key: text({ min: 1 }),
  upstream_prefix: text({ min: 1, max: 64 }),
  trust_level: oneOf('Trusted', 'Untrusted'),
  contents: oneOf('Skills', 'Plugins', 'Skills and plugins'),
  selections: list(
    nested({
      publisher: required(text({ min: 1, max: 128 })),
      name: required(text({ min: 1, max: 128 })),
      version: required(text({ min: 1, max: 255 })),
    }),
  ),
}

function shapeOf({ modes, authModes, fields }: Upstream): Shape {
  const mine = Object.fromEntries(fields.flatMap((name) => (own[name] ? [[name, own[name]]] : [])))
  return { ...common, mode: oneOf(...modes), auth_mode: oneOf(...authModes), ...mine }
}

/** Bodies of the operations on upstreams, for every format. */
export const upstreamBodies: Readonly<Record<string, Shape>> = Object.fromEntries(
  Object.entries(upstreamFormats).flatMap(([format, info]) => {
    const shape = shapeOf(info)
    return [
      [`repos_upstream_${format}_create`, shape],
      [`repos_upstream_${format}_update`, shape],
      [`repos_upstream_${format}_partial_update`, partial(shape)],
    ]
  }),
)
