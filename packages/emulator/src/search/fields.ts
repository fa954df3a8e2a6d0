import type { FieldName, fieldKinds } from '@cloudsmith-sdk/search-language'
import { packageTypes } from '../format/package-types.ts'
import { schemeOfFormat } from '../format/version-scheme.ts'
import type { Searchable } from './searchable.ts'

type Texts = readonly (string | null | undefined)[]

/** How a field is compared, and where its values are. */
export type PlainField<Subject> =
  /** Matches if it contains the text. */
  | { readonly kind: 'text'; readonly read: (subject: Subject) => Texts }
  /** Matches if it equals the text, unless there are wildcards or anchors. */
  | { readonly kind: 'word'; readonly read: (subject: Subject) => Texts }
  | { readonly kind: 'number'; readonly read: (subject: Subject) => number; readonly zeroIsNone?: true }
  | { readonly kind: 'date'; readonly read: (subject: Subject) => string | null | undefined }
  | { readonly kind: 'flag'; readonly read: (subject: Subject) => boolean }

/** How a field of packages is compared. Versions and dependencies follow the rules of the format. */
export type Field = PlainField<Searchable> | { readonly kind: 'version' } | { readonly kind: 'dependency' }

/** The field definition whose kind is that of the search language. */
type FieldNamed<Name extends FieldName> = Extract<Field, { readonly kind: (typeof fieldKinds)[Name] }>

/**
 * Where the values of fields are, except coordinates, which formats define.
 *
 * "Less than" does not include "never": `downloads:<5` does not match packages without downloads.
 *
 * @see docs/service.md#search
 */
const known = {
  name: text(({ name }) => [name]),
  filename: text(({ filename }) => [filename]),
  tag: text(tagsOf),
  version: { kind: 'version' },
  prerelease: flag(({ format, version }) => version !== null && schemeOfFormat(format).isPrerelease(version)),
  architecture: word(({ architectures }) => architectures.map(({ name }) => name)),
  distribution: word(({ distro, distro_version: release }) => [distro?.slug, release?.slug, `${distro?.slug}/${release?.slug}`]),
  format: word(({ format }) => [format]),
  status: word(statuses),
  checksum: text(({ checksum_md5, checksum_sha1, checksum_sha256, checksum_sha512 }) => [
    checksum_md5,
    checksum_sha1,
    checksum_sha256,
    checksum_sha512,
  ]),
  downloads: { kind: 'number', read: ({ downloads }) => downloads, zeroIsNone: true },
  type: word(({ package_type }) => [packageTypes[package_type]]),
  size: number(({ size }) => size),
  uploaded: date(({ uploaded_at }) => uploaded_at),
  last_downloaded: date(({ last_downloaded_at }) => last_downloaded_at),
  token: word(({ tokens = [] }) => tokens),
  entitlement: word(({ tokens = [] }) => tokens),
  dependency: { kind: 'dependency' },
  repository: text(({ repository }) => [repository]),
  license: text(({ license, spdx_license }) => [license, spdx_license]),
  severity: word(({ max_severity }) => [max_severity]),
  vulnerabilities: number(({ num_vulnerabilities = 0 }) => num_vulnerabilities),
  policy_violated: flag(({ policy_violated }) => policy_violated),
  deny_policy_violated: flag(({ deny_policy_violated = false }) => deny_policy_violated),
  license_policy_violated: flag(({ license_policy_violated = false }) => license_policy_violated),
  vulnerability_policy_violated: flag(({ vulnerability_policy_violated = false }) => vulnerability_policy_violated),
} satisfies { readonly [Name in FieldName]?: FieldNamed<Name> }

/** How a field of packages is compared, and where its values are. Coordinates have the names of their fields. */
export function fieldNamed(name: FieldName): Field {
  return Object.hasOwn(known, name)
    ? known[name as keyof typeof known]
    : text(({ identifiers }: Searchable) => [identifiers[name]])
}

/** The fields in which a word without a field is searched. */
export const bareWord = text<Searchable>((pkg) => [pkg.name, pkg.filename, pkg.version, ...tagsOf(pkg)])

function tagsOf({ tags }: Searchable): Texts {
  return Object.values(tags).flatMap((kind) => kind ?? [])
}

/** `completed` only matches packages that nothing holds back: a quarantined package keeps its synchronisation flags. */
function statuses(pkg: Searchable): Texts {
  return [
    pkg.status_str.toLowerCase().replaceAll(' ', '_'),
    pkg.is_quarantined ? 'quarantined' : pkg.is_sync_completed ? 'completed' : undefined,
    pkg.is_hidden ? 'hidden' : undefined,
    pkg.is_sync_failed ? 'failed' : undefined,
    pkg.is_sync_in_progress ? 'in_progress' : undefined,
  ]
}

/** A field that contains the given text. */
export function text<Subject>(read: (subject: Subject) => Texts) {
  return { kind: 'text', read } as const
}

/** A field that equals the given text. */
export function word<Subject>(read: (subject: Subject) => Texts) {
  return { kind: 'word', read } as const
}

/** A numeric field. */
export function number<Subject>(read: (subject: Subject) => number) {
  return { kind: 'number', read } as const
}

/** A date field. */
export function date<Subject>(read: (subject: Subject) => string | null | undefined) {
  return { kind: 'date', read } as const
}

function flag(read: (pkg: Searchable) => boolean) {
  return { kind: 'flag', read } as const
}
