import type { UploadFormat } from '../upload/formats.ts'
import type { Comparisons } from './comparisons.ts'
import { type DateField, dateField } from './date-field.ts'
import { type DependencyField, dependencyField } from './dependency-field.ts'
import { numberField } from './number-field.ts'
import { type TagField, type TextField, tagField, textField } from './text-field.ts'
import { type VersionField, versionField } from './version-field.ts'
import { type FlagField, flagField, type WordField, wordField } from './word-field.ts'

/** Every field that packages can be searched by, under the service's own name. */
export interface Fields {
  /** @example field.name.exactly('lodash') // name:^lodash$ */
  readonly name: TextField
  readonly filename: TextField
  /** @example not(field.tag('risky')) // NOT tag:^risky$ */
  readonly tag: TagField
  /** @example field.version.atLeast('4.17.21') // version:>=4.17.21 */
  readonly version: VersionField
  /** The version is a pre-release. */
  readonly prerelease: FlagField
  /** What it is built for. @example field.architecture('amd64', 'arm64') // architecture:amd64 OR architecture:arm64 */
  readonly architecture: WordField
  /** A distribution, or a release of it. @example field.distribution('el/7') // distribution:el/7 */
  readonly distribution: WordField
  /** @example field.format('npm') // format:npm */
  readonly format: WordField<UploadFormat | (string & {})>
  readonly status: WordField<'completed' | 'failed' | 'hidden' | 'in_progress' | 'quarantined'>
  /** MD5, SHA-1, SHA-256 or SHA-512, in hex. */
  readonly checksum: TextField
  /** How often it was downloaded. `below` and `atMost` leave out what never was. */
  readonly downloads: Comparisons<number>
  /** What the package holds: Debian's `source` beside the `binary` of the same version. @example field.type('source') // type:source */
  readonly type: WordField<'binary' | 'combined' | 'source'>
  /** Bytes. */
  readonly size: Comparisons<number>
  /** @example field.uploaded.within('7 days') // uploaded:>"7 days ago" */
  readonly uploaded: DateField
  readonly last_downloaded: DateField
  /** `slug_perm` of an entitlement token that may see the package. */
  readonly token: WordField
  /** @example field.dependency.contains('log4j', '<2.17.0') // dependency:log4j<2.17.0 */
  readonly dependency: DependencyField
  /** Slug of the repository, for searches of a whole workspace. */
  readonly repository: TextField
  /** Name or SPDX identifier of the licence. Not documented; the vendor's clients use it. */
  readonly license: TextField
  /** Worst severity that the security scan found. Not documented; the web application uses it. */
  readonly severity: WordField<'critical' | 'high' | 'low' | 'medium' | 'unknown'>
  /** How many vulnerabilities the security scan found. Not documented; the vendor's clients use it. */
  readonly vulnerabilities: Comparisons<number>
  readonly deb_component: TextField
  /** With its algorithm: `sha256:…`. */
  readonly docker_image_digest: TextField
  /** With its algorithm: `sha256:…`. */
  readonly docker_layer_digest: TextField
  readonly maven_group_id: TextField
  /** Any policy is violated. */
  readonly policy_violated: FlagField
  readonly deny_policy_violated: FlagField
  readonly license_policy_violated: FlagField
  readonly vulnerability_policy_violated: FlagField
}

/**
 * The fields of a package search: what is asked of each depends on what it holds.
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
