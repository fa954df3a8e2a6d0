import { flag, list, nested, nullable, oneOf, partial, required, type ShapeOf, text, url } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const anyone = oneOf('Admin', 'Write', 'Read')
const writers = oneOf('Admin', 'Write')
const slug = text({ min: 1, pattern: /^[-a-zA-Z0-9_]+$/ })

const repository = {
  name: required(text({ max: 50, pattern: /^\w[\w \-'./()]+$/ })),
  slug: text({ pattern: /^[-a-zA-Z0-9_]*$/ }),
  storage_region: text({ min: 1 }),
  description: text(),
  repository_type_str: oneOf('Public', 'Private'),
  content_kind: oneOf('Standard', 'Distribution', 'Upstream'),
  distributes: list(slug),
  is_public_hidden: flag,
  open_source_license: nullable(text()),
  open_source_project_url: nullable(url({ max: 200 })),
  broadcast_state: oneOf('Off', 'Private', 'Internal', 'Public', 'Open-Source'),
  default_privilege: oneOf('Admin', 'Write', 'Read', 'None'),
  copy_packages: anyone,
  copy_own: flag,
  move_packages: anyone,
  move_own: flag,
  delete_packages: writers,
  delete_own: flag,
  resync_packages: writers,
  resync_own: flag,
  scan_packages: anyone,
  scan_own: flag,
  replace_packages: writers,
  replace_packages_by_default: flag,
  view_statistics: anyone,
  manage_entitlements_privilege: anyone,
  use_entitlements_privilege: anyone,
  user_entitlements_enabled: flag,
  use_vulnerability_scanning: flag,
  enforce_eula: flag,
  index_files: flag,
  contextual_auth_realm: flag,
  tag_pre_releases_as_latest: flag,
  show_setup_all: flag,
  use_noarch_packages: flag,
  use_source_packages: flag,
  use_default_cargo_upstream: flag,
  use_debian_labels: flag,
  docker_refresh_tokens_enabled: flag,
  cosign_signing_enabled: flag,
  generic_package_index_enabled: flag,
  proxy_npmjs: flag,
  strict_npm_validation: flag,
  npm_upstream_tags_take_precedence: flag,
  nuget_native_signing_enabled: flag,
  proxy_pypi: flag,
  raw_package_index_enabled: flag,
  raw_package_index_signatures_enabled: flag,
} satisfies ShapeOf<BodyOf<'repos_create'>>

const { storage_region: _region, ...changeable } = repository

const privilege = nested({ privilege: required(anyone), team: slug, user: slug, service: slug })

/** Bodies of the operations on repositories. */
export const repositoryBodies = {
  repos_create: repository,
  repos_partial_update: partial(changeable) satisfies ShapeOf<BodyOf<'repos_partial_update'>>,
  repos_transfer_region: { storage_region: text({ min: 1 }) },
  repos_privileges_update: { privileges: required(list(privilege)) } satisfies ShapeOf<BodyOf<'repos_privileges_update'>>,
  repos_privileges_partial_update: { privileges: list(privilege) } satisfies ShapeOf<BodyOf<'repos_privileges_partial_update'>>,
}
