import type { Upstream } from '../../catalogue/upstreams.ts'

/** The default settings that all upstreams share. @see docs/service.md#upstreams: that they are not active then */
const common = {
  name: '',
  upstream_url: '',
  is_active: false,
  priority: 1,
  verify_ssl: true,
  auth_username: null,
  auth_secret: null,
  extra_header_1: null,
  extra_value_1: null,
  extra_header_2: null,
  extra_value_2: null,
  mode: 'Proxy Only',
  auth_mode: 'None',
}

/** Defaults of the fields that only some formats have. */
const own: Readonly<Record<string, unknown>> = {
  rsa_key_url: null,
  rsa_verification: 'Allow All',
  gpg_key_inline: null,
  gpg_key_url: null,
  gpg_verification: 'Allow All',
  distro_versions: [],
  distro_version: '',
  component: 'main',
  upstream_distribution: null,
  include_sources: false,
  auth_certificate: '',
  auth_certificate_key: '',
  upstream_prefix: '-',
  trust_level: 'Trusted',
  contents: 'Skills and plugins',
  selections: [],
}

/** The default settings of an upstream. */
export function defaultsOf({ fields }: Upstream): Readonly<Record<string, unknown>> {
  return { ...common, ...Object.fromEntries(fields.map((name) => [name, own[name]])) }
}
