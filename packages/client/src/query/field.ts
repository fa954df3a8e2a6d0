import type { UploadFormat } from '../upload/formats.ts'
import type { Comparisons } from './comparisons.ts'
import { type DateField, dateField } from './date-field.ts'
import { type DependencyField, dependencyField } from './dependency-field.ts'
import { numberField } from './number-field.ts'
import { type TagField, type TextField, tagField, textField } from './text-field.ts'
import { type VersionField, versionField } from './version-field.ts'
import { type FlagField, flagField, type WordField, wordField } from './word-field.ts'

/** Every field that packages can be searched by, under the service's own name. Each has methods that fit its type of value. */
export interface Fields {
  /** Name of the package. @example field.name.exactly('lodash') // name:^lodash$ */
  readonly name: TextField
  /** Name of the package's file. */
  readonly filename: TextField
  /** Tags of the package. @example not(field.tag('risky')) // NOT tag:^risky$ */
  readonly tag: TagField
  /** Version of the package. @example field.version.atLeast('4.17.21') // version:>=4.17.21 */
  readonly version: VersionField
  /** Whether the version is a pre-release. */
  readonly prerelease: FlagField
  /** Architecture that it is built for. @example field.architecture('amd64', 'arm64') // architecture:amd64 OR architecture:arm64 */
  readonly architecture: WordField
  /** A distribution, or one of its releases. @example field.distribution('el/7') // distribution:el/7 */
  readonly distribution: WordField
  /** Format of the package. @example field.format('npm') // format:npm */
  readonly format: WordField<UploadFormat | (string & {})>
  /** Status of the package. */
  readonly status: WordField<'completed' | 'failed' | 'hidden' | 'in_progress' | 'quarantined'>
  /** MD5, SHA-1, SHA-256 or SHA-512, in hex. */
  readonly checksum: TextField
  /** Number of downloads. `below` and `atMost` do not match packages that were never downloaded. */
  readonly downloads: Comparisons<number>
  /** Whether it is a source or binary package, as in Debian. @example field.type('source') // type:source */
  readonly type: WordField<'binary' | 'combined' | 'source'>
  /** Size in bytes. */
  readonly size: Comparisons<number>
  /** When it was uploaded. @example field.uploaded.within('7 days') // uploaded:>"7 days ago" */
  readonly uploaded: DateField
  /** When it was last downloaded. */
  readonly last_downloaded: DateField
  /** `slug_perm` of an entitlement token that gives access to the package. */
  readonly token: WordField
  /** Packages that it depends on. @example field.dependency.contains('log4j', '<2.17.0') // dependency:log4j<2.17.0 */
  readonly dependency: DependencyField
  /** Slug of the repository, for searches of a whole workspace. */
  readonly repository: TextField
  /** Name or SPDX identifier of the licence. Not documented; the vendor's clients use it. */
  readonly license: TextField
  /** Highest severity that the security scan found. Not documented; the web application uses it. */
  readonly severity: WordField<'critical' | 'high' | 'low' | 'medium' | 'unknown'>
  /** Number of vulnerabilities that the security scan found. Not documented; the vendor's clients use it. */
  readonly vulnerabilities: Comparisons<number>
  /** Component of a Debian package, such as `main`. */
  readonly deb_component: TextField
  /** Digest of a Docker image, including the algorithm: `sha256:…`. */
  readonly docker_image_digest: TextField
  /** Digest of a layer of a Docker image, including the algorithm: `sha256:…`. */
  readonly docker_layer_digest: TextField
  /** Group ID of a Maven artifact. */
  readonly maven_group_id: TextField
  /** Whether the package violates any policy. */
  readonly policy_violated: FlagField
  /** Whether the package violates a deny policy. */
  readonly deny_policy_violated: FlagField
  /** Whether the package violates a licence policy. */
  readonly license_policy_violated: FlagField
  /** Whether the package violates a vulnerability policy. */
  readonly vulnerability_policy_violated: FlagField
}

/**
 * The fields of a package search. Each has the methods that its type of value allows.
 *
 * @example all(field.format('npm'), field.name.startsWith('@acme/'), field.uploaded.within('7 days'), not(field.tag('risky')))
 * @see docs/service.md#search
 */
export const field: Fields = /* @__PURE__ */ createFields()

function createFields(): Fields {
  return {
    name: textField('name'),
    filename: textField('filename'),
    tag: tagField(),
    version: versionField(),
    prerelease: flagField('prerelease'),
    architecture: wordField('architecture'),
    distribution: wordField('distribution'),
    format: wordField('format'),
    status: wordField('status'),
    checksum: textField('checksum'),
    downloads: numberField('downloads'),
    type: wordField('type'),
    size: numberField('size'),
    uploaded: dateField('uploaded'),
    last_downloaded: dateField('last_downloaded'),
    token: wordField('token'),
    dependency: dependencyField(),
    repository: textField('repository'),
    license: textField('license'),
    severity: wordField('severity'),
    vulnerabilities: numberField('vulnerabilities'),
    deb_component: textField('deb_component'),
    docker_image_digest: textField('docker_image_digest'),
    docker_layer_digest: textField('docker_layer_digest'),
    maven_group_id: textField('maven_group_id'),
    policy_violated: flagField('policy_violated'),
    deny_policy_violated: flagField('deny_policy_violated'),
    license_policy_violated: flagField('license_policy_violated'),
    vulnerability_policy_violated: flagField('vulnerability_policy_violated'),
  }
}
