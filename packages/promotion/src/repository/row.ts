import type { Package, PackageFile } from '@cloudsmith-sdk/client'

/**
 * Fields that no decision depends on: URLs, checksums other than SHA-256, names and flags for display, and duplicates of other fields. For
 * example, whether a package is synchronised is kept in two fields instead of seven.
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
 * A package as plans and gates use it: the row of a list, without URLs, texts for display and checksums other than SHA-256. Those take two
 * thirds of the memory, and decide nothing.
 */
export interface PackageRow extends Omit<Package, LeftOut | 'files' | 'is_malware_detected' | 'vulnerability_counts'> {
  // Whether malware was found; undefined if the service does not report it.
  readonly is_malware_detected?: boolean | undefined
  /** Number of findings by severity; undefined if the service does not report it. */
  readonly vulnerability_counts?: Package['vulnerability_counts'] | undefined
  /** The files of the package. */
  readonly files: readonly FileRow[]
}

/** A file of a {@link PackageRow}. */
export interface FileRow extends Pick<PackageFile, 'filename' | 'checksum_sha256' | 'size' | 'tag' | 'is_primary'> {
  /** Only for the POM of a Maven package, which declares its dependencies. */
  readonly cdn_url?: string | null | undefined
}

/**
 * Keeps the part of a row that decisions depend on. Rows of a list repeat many values: a value that is the same as in the previously kept row
 * is shared with it, which saves a third of the memory.
 */
export function rowOf(row: Package): PackageRow {
  last = kept(row, last)
  return last
}

let last: PackageRow | undefined

/** Whether a file is the project file of a Maven package. */
export const isPom = ({ filename, tag }: Pick<FileRow, 'filename' | 'tag'>): boolean => tag === 'pom' || filename.endsWith('.pom')

/** Written out, because objects of the same shape take the least memory. */
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
    // The main file has the name and the digest of its package: keep each string once.
    filename: filename === row.filename ? row.filename : filename,
    checksum_sha256: checksum_sha256 === row.checksum_sha256 ? row.checksum_sha256 : checksum_sha256,
    size,
    tag,
    is_primary,
    ...(isPom({ filename, tag }) ? { cdn_url } : {}),
  })),
})

/**
 * The previous value, if it is the same: a string, or a list or object of such. It is frozen then, because it no longer belongs to one row
 * alone.
 */
function shared<T>(value: T, before: T | undefined): T {
  if (before === undefined) return value
  if (value === before) return before
  if (!isObject(value) || !isObject(before)) return value
  const names = Object.keys(value)
  const isSame = names.length === Object.keys(before).length && names.every((name) => value[name] === before[name])
  return isSame ? Object.freeze(before) : value
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
