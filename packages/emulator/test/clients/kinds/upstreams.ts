import { bodies } from '../../../src/generated/requests.ts'
import type { Fields, ResourceKind } from '../resource-kind.ts'

const never = () => undefined

/** Two values for every field that an upstream of some format has. */
const values: Readonly<Record<string, readonly [first: unknown, second: unknown]>> = {
  name: ["Mirror's (1.0) /a-b", 'Other'],
  upstream_url: ['https://mirror.example.com/a', 'https://other.example.com/b'],
  is_active: [true, false],
  priority: [32_767, 5],
  verify_ssl: [false, true],
  auth_username: ['prüfer ✓', 'other'],
  auth_secret: ['s3cret', 'other'],
  extra_header_1: ['X-One', 'X-Other'],
  extra_value_1: ['eins ✓', 'other'],
  extra_header_2: ['X-Two', 'X-Another'],
  extra_value_2: ['2.50', 'another'],
  mode: ['Cache and Proxy', 'Proxy Only'],
  auth_mode: ['Username and Password', 'None'],
  rsa_key_url: ['https://mirror.example.com/key.rsa', 'https://other.example.com/key.rsa'],
  rsa_verification: ['Reject Invalid', 'Warn on Invalid'],
  gpg_key_inline: ['-----BEGIN PGP PUBLIC KEY BLOCK-----', 'other'],
  gpg_key_url: ['https://mirror.example.com/key.gpg', 'https://other.example.com/key.gpg'],
  gpg_verification: ['Reject Invalid', 'Warn on Invalid'],
  distro_versions: [['ubuntu/noble', 'debian/bookworm'], ['debian/trixie']],
  distro_version: ['el/9', 'fedora/40'],
  component: ['contrib', 'main'],
  upstream_distribution: ['bookworm', 'trixie'],
  include_sources: [true, false],
  auth_certificate: ['-----BEGIN CERTIFICATE-----', 'other'],
  auth_certificate_key: ['-----BEGIN PRIVATE KEY-----', 'other'],
  upstream_prefix: ['files', 'other'],
  trust_level: ['Untrusted', 'Trusted'],
  contents: ['Skills', 'Plugins'],
  selections: [
    [
      { publisher: 'b', name: 'two ✓', version: '2.0' },
      { publisher: 'a', name: 'one', version: '1.0.0' },
    ],
    [{ publisher: 'c', name: 'three', version: '3' }],
  ],
}

/** Formats that only support tokens. */
const modes: Readonly<Record<string, string>> = { huggingface: 'Token', skills: 'Token' }

/** The fields that authentication requires. */
const required: Readonly<Record<string, Fields>> = {
  deb: { distro_versions: ['debian/bookworm'] },
  rpm: { distro_version: 'el/8' },
}

/** The forms of these do not allow empty texts. */
const nothing: Fields = {
  auth_username: '',
  auth_secret: null,
  extra_header_1: null,
  extra_value_1: null,
  extra_header_2: null,
  extra_value_2: null,
}

function upstreamKind(format: string, names: readonly string[]): ResourceKind {
  const at = (index: 0 | 1) => {
    const chosen = Object.fromEntries(names.map((name) => [name, values[name]?.[index]]))
    const mode = modes[format]
    return mode === undefined || index === 1 ? chosen : { ...chosen, auth_mode: mode }
  }
  return {
    kind: `upstream of ${format}`,
    create: `repos_upstream_${format}_create`,
    replace: `repos_upstream_${format}_update`,
    patch: `repos_upstream_${format}_partial_update`,
    collection: `/repos/acme/dev/upstream/${format}/`,
    least: { name: 'Upstream', upstream_url: 'https://least.example.com', ...required[format] },
    first: at(0),
    second: at(1),
    emptied: nothing,
    shown: { auth_secret: never, auth_certificate: never, auth_certificate_key: never },
  }
}

const creation = /^repos_upstream_(\w+)_create$/

/** Upstreams of every format that the API has. */
export const upstreams: readonly ResourceKind[] = Object.entries(bodies).flatMap(([id, rule]) => {
  const [, format] = creation.exec(id) ?? []
  return format === undefined ? [] : [upstreamKind(format, Object.keys(rule.properties ?? {}))]
})
