/** How an upstream passes packages on. */
export type UpstreamMode = 'Proxy Only' | 'Cache and Proxy' | 'Cache Only'

/** How the emulator's repository signs in to an upstream. */
export type UpstreamAuth = 'None' | 'Username and Password' | 'Token' | 'Certificate and Key'

/** What the upstreams of a format have that others do not. */
export interface Upstream {
  readonly modes: readonly UpstreamMode[]
  readonly authModes: readonly UpstreamAuth[]
  /** Fields beside the common ones. */
  readonly fields: readonly string[]
  /** It says how far its index is. */
  readonly hasIndex: boolean
}

/** What every upstream can do. */
export const proxy: readonly UpstreamMode[] = ['Proxy Only', 'Cache and Proxy']
/** The same, and keep to what it has. */
export const cache: readonly UpstreamMode[] = [...proxy, 'Cache Only']
/** How most sign in. */
export const password: readonly UpstreamAuth[] = ['None', 'Username and Password']
/** Fields of those that sign with OpenPGP. */
export const gpg = ['gpg_key_inline', 'gpg_key_url', 'gpg_verification']

/** Makes what is told of upstreams that have an index. */
export function upstream(modes: readonly UpstreamMode[], fields: readonly string[] = [], authModes = password): Upstream {
  return { modes, authModes, fields, hasIndex: true }
}
