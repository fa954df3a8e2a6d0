/** How an upstream passes packages on. */
export type UpstreamMode = 'Proxy Only' | 'Cache and Proxy' | 'Cache Only'

/** How the emulator's repository signs in to an upstream. */
export type UpstreamAuth = 'None' | 'Username and Password' | 'Token' | 'Certificate and Key'

/** What the upstreams of a format have that others do not. */
export interface UpstreamInfo {
  readonly modes: readonly UpstreamMode[]
  readonly authModes: readonly UpstreamAuth[]
  /** Fields beside the common ones. */
  readonly fields: readonly string[]
  /** It says how far its index is. */
  readonly hasIndex: boolean
}

const proxy: readonly UpstreamMode[] = ['Proxy Only', 'Cache and Proxy']
const cache: readonly UpstreamMode[] = [...proxy, 'Cache Only']
const password: readonly UpstreamAuth[] = ['None', 'Username and Password']
const gpg = ['gpg_key_inline', 'gpg_key_url', 'gpg_verification']

function upstream(modes: readonly UpstreamMode[], fields: readonly string[] = [], authModes = password): UpstreamInfo {
  return { modes, authModes, fields, hasIndex: true }
}

/** The formats that have upstreams. @see docs/service.md#upstreams */
export const upstreamFormats: Readonly<Record<string, UpstreamInfo>> = {
  alpine: upstream(cache, ['rsa_key_url', 'rsa_verification']),
  cargo: upstream(cache),
  composer: upstream(cache),
  conda: upstream(cache),
  cran: upstream(cache),
  dart: upstream(cache),
  deb: upstream(cache, [...gpg, 'distro_versions', 'component', 'upstream_distribution', 'include_sources']),
  docker: {
    ...upstream(cache, ['auth_certificate', 'auth_certificate_key'], [...password, 'Certificate and Key']),
    hasIndex: false,
  },
  generic: upstream(cache, ['upstream_prefix'], [...password, 'Token']),
  go: upstream(cache),
  helm: upstream(cache),
  hex: upstream(cache),
  huggingface: upstream(cache, [], ['None', 'Token']),
  maven: upstream(cache, [...gpg, 'trust_level']),
  nix: upstream(proxy),
  npm: upstream(cache, ['trust_level'], [...password, 'Token']),
  nuget: upstream(cache),
  python: upstream(cache, ['trust_level']),
  rpm: upstream(cache, [...gpg, 'distro_version', 'include_sources']),
  ruby: upstream(cache),
  skills: upstream(cache, ['contents', 'selections'], ['None', 'Token']),
  swift: upstream(proxy),
}
