import type { Package, PackageFile } from '@cloudsmith-sdk/client'

/**
 * What no decision rests upon: addresses, checksums beside SHA-256, names and flags for people, and what other fields say as well (whether
 * it is synchronised stands in two, not in seven).
 */
type LeftOut =
  | 'slug'
  | 'identifier_perm'
  | 'format_url'
  | 'display_name'
  | 'display_source'
  | 'fully_qualified_name'
  | 'status_updated_at'
  | 'stage_updated_at'
  | 'is_cancellable'
  | 'security_scan_status_updated_at'
  | 'vulnerability_scan_results_url'
  | 'tags_automatic'
  | 'tags_static'
  | 'checksum_md5'
  | 'checksum_sha1'
  | 'checksum_sha512'
  | 'store_path'
  | 'freeable_storage'
  | 'cdn_url'
  | 'signature_url'
  | 'description'
  | 'dependencies_url'
  | 'namespace_url'
  | 'repository_url'
  | 'origin_repository'
  | 'origin_repository_url'
  | 'uploader_url'
  | 'self_url'
  | 'self_html_url'
  | 'self_webapp_url'
  | 'status_url'
  | 'num_files'
  | 'type_display'
  | 'status_str'
  | 'stage_str'
  | 'is_sync_awaiting'
  | 'is_sync_in_flight'
  | 'is_sync_in_progress'
  | 'sync_progress'
  | 'summary'
  | 'indexed'
  | 'is_resyncable'
  | 'is_quarantinable'
  | 'is_deleteable'
  | 'status'
  | 'stage'
  | 'extension'
  | 'is_hidden'
  | 'security_scan_started_at'
  | 'is_downloadable'

/**
 * A package as plans and gates know it: the row of a list, without addresses, texts for people and checksums beside SHA-256, which take two
 * thirds of the memory and decide nothing.
 */
export interface PackageRow extends Omit<Package, LeftOut | 'files' | 'is_malware_detected' | 'vulnerability_counts'> {
  // The service does not always say.
  readonly is_malware_detected?: boolean | undefined
  readonly vulnerability_counts?: Package['vulnerability_counts'] | undefined
  readonly files: readonly FileRow[]
}

/** A file of a {@link PackageRow}. */
export interface FileRow extends Pick<PackageFile, 'filename' | 'checksum_sha256' | 'size' | 'tag' | 'is_primary'> {
  /** Of a POM alone, which tells what its package needs. */
  readonly cdn_url?: string | null | undefined
}

/**
 * Keeps of a row what decisions rest upon. Rows of a list say the same in many places: what a row has in common with the one that was kept
 * before it stands in memory once, which is a third of it.
 */
export function rowOf(row: Package): PackageRow {
  last = kept(row, last)
  return last
}

let last: PackageRow | undefined

/** Whether a file is the project file of a Maven package. */
export const isPom = ({ filename, tag }: Pick<FileRow, 'filename' | 'tag'>): boolean => tag === 'pom' || filename.endsWith('.pom')

/** Written out, as objects of one shape take the least memory. */
const kept = (row: Package, before: PackageRow | undefined): PackageRow => ({
  slug_perm: row.slug_perm,
  format: row.format,
  name: row.name,
  version: row.version,
  version_orig: row.version_orig,
  release: row.release,
  epoch: row.epoch,
  identifiers: shared(row.identifiers, before?.identifiers),
  package_type: row.package_type,
  subtype: row.subtype,
  architectures: shared(row.architectures, before?.architectures),
  distro: row.distro,
  distro_version: row.distro_version,
  is_sync_completed: row.is_sync_completed,
  is_sync_failed: row.is_sync_failed,
  is_quarantined: row.is_quarantined,
  status_reason: row.status_reason,
  sync_finished_at: row.sync_finished_at,
  is_copyable: row.is_copyable,
  is_moveable: row.is_moveable,
  is_security_scannable: row.is_security_scannable,
  security_scan_status: shared(row.security_scan_status, before?.security_scan_status),
  security_scan_completed_at: row.security_scan_completed_at,
  is_malware_detected: row.is_malware_detected,
  vulnerability_counts: shared(row.vulnerability_counts, before?.vulnerability_counts),
  policy_violated: row.policy_violated,
  license: shared(row.license, before?.license),
  raw_license: row.raw_license,
  spdx_license: row.spdx_license,
  osi_approved: row.osi_approved,
  tags: shared(row.tags, before?.tags),
  tags_immutable: shared(row.tags_immutable, before?.tags_immutable),
  checksum_sha256: row.checksum_sha256,
  dependencies_checksum_md5: row.dependencies_checksum_md5,
  filename: row.filename,
  filepath: row.filepath,
  size: row.size,
  downloads: row.downloads,
  namespace: shared(row.namespace, before?.namespace),
  repository: shared(row.repository, before?.repository),
  uploader: shared(row.uploader, before?.uploader),
  uploaded_at: row.uploaded_at,
  files: row.files.map(({ filename, checksum_sha256, size, tag, is_primary, cdn_url }) => ({
    // The main file has the name and the digest of its package: one text for both.
    filename: filename === row.filename ? row.filename : filename,
    checksum_sha256: checksum_sha256 === row.checksum_sha256 ? row.checksum_sha256 : checksum_sha256,
    size,
    tag,
    is_primary,
    ...(isPom({ filename, tag }) ? { cdn_url } : {}),
  })),
})

/** What was there before, where that is the same: a text, a list or an object of such. Frozen then, as it is no longer of one row alone. */
function shared<T>(value: T, before: T | undefined): T {
  if (before === undefined) return value
  if (value === before) return before
  if (!isObject(value) || !isObject(before)) return value
  const names = Object.keys(value)
  const isSame = names.length === Object.keys(before).length && names.every((name) => value[name] === before[name])
  return isSame ? Object.freeze(before) : value
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
