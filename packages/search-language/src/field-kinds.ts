/**
 * How a field is compared. `text` contains the value, `word` equals it, `flag` is true or false, and `version`, `number` and `date` have an
 * order; a `dependency` may have a version constraint in its value. Words are the fields that the service documents as “is”, and those in
 * which `go` must not match `cargo`.
 */
export type FieldKind = 'text' | 'word' | 'version' | 'dependency' | 'number' | 'date' | 'flag'

/** Every field that a query may contain. @see docs/service.md#search */
export const fieldKinds = {
  name: 'text',
  filename: 'text',
  tag: 'text',
  version: 'version',
  prerelease: 'flag',
  architecture: 'word',
  distribution: 'word',
  format: 'word',
  status: 'word',
  checksum: 'text',
  downloads: 'number',
  type: 'word',
  size: 'number',
  uploaded: 'date',
  last_downloaded: 'date',
  token: 'word',
  entitlement: 'word',
  dependency: 'dependency',
  repository: 'text',
  license: 'text',
  severity: 'word',
  vulnerabilities: 'number',
  deb_component: 'text',
  docker_image_digest: 'text',
  docker_layer_digest: 'text',
  maven_group_id: 'text',
  policy_violated: 'flag',
  deny_policy_violated: 'flag',
  license_policy_violated: 'flag',
  vulnerability_policy_violated: 'flag',
} as const satisfies Readonly<Record<string, FieldKind>>

/** The name of a field in the service's spelling. */
export type FieldName = keyof typeof fieldKinds

/** The names of all fields of a kind. */
export type NameOfKind<Kind extends FieldKind> = {
  [Name in FieldName]: (typeof fieldKinds)[Name] extends Kind ? Name : never
}[FieldName]
