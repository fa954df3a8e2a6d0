import type { Package, PackageFile } from '../generated/payloads.ts'

const api = 'https://api.cloudsmith.io'
const cdn = 'https://npm.cloudsmith.io/acme/production'
const page = 'https://app.cloudsmith.com/acme/r/production/npm'
const uploadedAt = '2026-01-02T03:04:05.000000Z'
const readyAt = '2026-01-02T03:04:15.000000Z'

const checksums = {
  checksum_md5: '4f1e2d3c4b5a69788796a5b4c3d2e1f0',
  checksum_sha1: '0f1e2d3c4b5a69788796a5b4c3d2e1f001234567',
  checksum_sha256: '0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(2),
  checksum_sha512: '0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(4),
}

const files: PackageFile[] = [
  {
    slug_perm: 'f1LeSlUgPeRm',
    filename: 'left-pad-1.3.0.tgz',
    size: 3_619,
    ...checksums,
    tag: 'pkg',
    is_primary: true,
    is_downloadable: true,
    is_synchronised: true,
    cdn_url: `${cdn}/left-pad/-/left-pad-1.3.0.tgz`,
    signature_url: null,
    downloads: 0,
  },
]

/** A made-up npm package with every field of the API description: synchronised, scanned and without vulnerabilities. */
const leftPad: Package = {
  slug_perm: 'qTgSzT0pPQyE',
  slug: 'left-pad-130tgz',
  identifier_perm: 'qTgSzT0pPQyE',
  format: 'npm',
  format_url: `${api}/v1/formats/npm/`,
  name: 'left-pad',
  version: '1.3.0',
  version_orig: '1.3.0',
  release: null,
  epoch: null,
  display_name: 'left-pad',
  fully_qualified_name: 'left-pad',
  identifiers: {},
  type_display: 'package',
  package_type: 1,
  subtype: '',
  architectures: [],
  distro: null,
  distro_version: null,
  is_sync_awaiting: false,
  is_sync_completed: true,
  is_sync_failed: false,
  is_sync_in_flight: false,
  is_sync_in_progress: false,
  is_hidden: false,
  is_quarantined: false,
  status: 4,
  status_str: 'Completed',
  status_reason: null,
  status_updated_at: readyAt,
  stage: 9,
  stage_str: 'Fully Synchronised',
  stage_updated_at: readyAt,
  sync_progress: 100,
  sync_finished_at: readyAt,
  is_cancellable: false,
  is_copyable: true,
  is_deleteable: true,
  is_downloadable: true,
  is_moveable: true,
  is_quarantinable: true,
  is_resyncable: true,
  is_security_scannable: true,
  security_scan_status: 'Scan Detected No Vulnerabilities',
  security_scan_status_updated_at: readyAt,
  security_scan_started_at: uploadedAt,
  security_scan_completed_at: readyAt,
  vulnerability_scan_results_url: `${api}/v1/vulnerabilities/acme/production/qTgSzT0pPQyE/`,
  is_malware_detected: false,
  vulnerability_counts: null,
  policy_violated: false,
  license: 'WTFPL',
  raw_license: 'WTFPL',
  spdx_license: 'WTFPL',
  osi_approved: false,
  tags: { info: ['release'], version: ['latest'] },
  tags_automatic: { version: ['latest'] },
  tags_immutable: {},
  tags_static: {},
  ...checksums,
  filename: 'left-pad-1.3.0.tgz',
  extension: '.tgz',
  filepath: 'left-pad/-/left-pad-1.3.0.tgz',
  store_path: null,
  size: 3_619,
  freeable_storage: 3_619,
  files,
  num_files: 1,
  cdn_url: `${cdn}/left-pad/-/left-pad-1.3.0.tgz`,
  signature_url: null,
  downloads: 0,
  indexed: true,
  summary: 'Pads a text on the left',
  description: null,
  dependencies_checksum_md5: null,
  dependencies_url: `${api}/v1/packages/acme/production/qTgSzT0pPQyE/dependencies/`,
  namespace: 'acme',
  namespace_url: `${api}/v1/namespaces/acme/`,
  repository: 'production',
  repository_url: `${api}/v1/repos/acme/production/`,
  origin_repository: 'production',
  origin_repository_url: `${api}/v1/repos/acme/production/`,
  display_source: 'manual_upload',
  uploader: 'ci',
  uploader_url: `${api}/v1/users/profile/ci/`,
  uploaded_at: uploadedAt,
  self_url: `${api}/v1/packages/acme/production/qTgSzT0pPQyE/`,
  self_html_url: `${page}/left-pad/1.3.0/`,
  self_webapp_url: `${page}/left-pad/1.3.0/qTgSzT0pPQyE`,
  status_url: `${api}/v1/packages/acme/production/qTgSzT0pPQyE/status/`,
}

/**
 * Creates a made-up npm package for tests, with every field of the API description: synchronised, scanned and without vulnerabilities.
 *
 * @param changes fields that should differ
 */
export function examplePackage(changes: Partial<Package> = {}): Package {
  return { ...structuredClone(leftPad), ...changes }
}
