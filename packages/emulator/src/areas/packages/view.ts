import { createHash } from 'node:crypto'
import { timestamp, timestampOrNull } from '../../core/time.ts'
import { packageTypes } from '../../format/package-types.ts'
import type { Package, PackageDetail } from '../../generated/v1.ts'
import { licenseOf } from '../../package/license.ts'
import { sizeOf } from '../../package/size.ts'
import { tagViewsOf } from '../../package/tags.ts'
import { countsOf, hasMalware } from '../../package/vulnerability-counts.ts'
import { packageTypeOf } from '../../world/coordinates.ts'
import { genericPath } from '../../world/generic-path.ts'
import { checksumsOf, nameOf, primaryFile, versionOf } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import { releaseOf } from '../../world/release.ts'
import { apiUrl, placeOf, profileUrl } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { isDenied } from '../policies/deny.ts'
import { extensionOf, fileViews } from './files.ts'
import { statusView } from './status.ts'

/**
 * A package in the API's form, created on request.
 *
 * @param seenFrom the repository that shows it, if that is connected to the package's own
 */
export function packageView(world: World, pkg: PackageRecord, seenFrom = pkg.repository): Package {
  const { content, repository, scanning, uploader } = pkg
  const { facts } = content
  const status = statusView(world, pkg)
  const file = primaryFile(content)
  const checksums = checksumsOf(file)
  const license = licenseOf(pkg)
  const [name, version] = [nameOf(content), versionOf(content)]
  const release = releaseOf(content)
  const [place, workspace] = [placeOf(repository), repository.workspace.slug]
  const qualified = facts === undefined ? null : `${content.format}/${name}@${version}`
  const webPath = `${content.format}/${encodeURIComponent(name ?? 'unknown')}/${encodeURIComponent(version ?? 'unknown')}`
  const tags = tagViewsOf(pkg)
  const files = fileViews(world, pkg, status.is_downloadable)
  // Listed field by field instead of `...status`: otherwise V8 would build the object by growing it, which takes twice as long.
  return {
    is_sync_awaiting: status.is_sync_awaiting,
    is_sync_completed: status.is_sync_completed,
    is_sync_failed: status.is_sync_failed,
    is_sync_in_flight: status.is_sync_in_flight,
    is_sync_in_progress: status.is_sync_in_progress,
    is_hidden: status.is_hidden,
    is_quarantined: status.is_quarantined,
    status: status.status,
    status_str: status.status_str,
    status_reason: status.status_reason,
    status_updated_at: status.status_updated_at,
    stage: status.stage,
    stage_str: status.stage_str,
    stage_updated_at: status.stage_updated_at,
    sync_progress: status.sync_progress,
    sync_finished_at: status.sync_finished_at,
    is_cancellable: status.is_cancellable,
    is_copyable: status.is_copyable,
    is_deleteable: status.is_deleteable,
    is_downloadable: status.is_downloadable,
    is_moveable: status.is_moveable,
    is_quarantinable: status.is_quarantinable,
    is_resyncable: status.is_resyncable,
    is_security_scannable: status.is_security_scannable,
    self_url: status.self_url,
    slug_perm: pkg.slugPerm,
    slug: pkg.slug,
    identifier_perm: pkg.slugPerm,
    format: content.format,
    format_url: apiUrl(world, `/formats/${content.format}/`),
    name,
    version,
    version_orig: version ?? '',
    release: facts?.release ?? null,
    epoch: facts?.epoch ?? null,
    display_name: name ?? file.filename,
    fully_qualified_name: qualified,
    identifiers: facts?.identifiers ?? {},
    type_display: facts?.typeDisplay ?? 'file',
    package_type: packageTypes.indexOf(packageTypeOf(content)),
    subtype: '',
    architectures: (facts?.architectures ?? []).map((architecture) => ({ name: architecture, description: null })),
    distro: release
      ? { ...release.distribution, self_url: apiUrl(world, `/distros/${release.distribution.slug}/`), variants: null }
      : null,
    distro_version: release?.version ?? null,
    security_scan_status: scanning.status,
    security_scan_status_updated_at: timestamp(scanning.statusAt),
    security_scan_started_at: timestampOrNull(scanning.startedAt),
    security_scan_completed_at: timestampOrNull(scanning.completedAt),
    vulnerability_scan_results_url: apiUrl(world, `/vulnerabilities/${place}/${pkg.slugPerm}/`),
    is_malware_detected: hasMalware(pkg),
    vulnerability_counts: countsOf(pkg),
    policy_violated: pkg.violations.length > 0 || isDenied(world, pkg),
    license: license.license,
    raw_license: license.raw,
    spdx_license: license.spdx,
    osi_approved: license.isOsiApproved,
    tags: tags.all,
    tags_automatic: tags.automatic,
    tags_immutable: tags.immutable,
    tags_static: {},
    checksum_md5: checksums?.md5 ?? '',
    checksum_sha1: checksums?.sha1 ?? '',
    checksum_sha256: checksums?.sha256 ?? '',
    checksum_sha512: checksums?.sha512 ?? '',
    filename: file.filename,
    extension: extensionOf(content.format, file.filename),
    filepath: genericPath(content) ?? null,
    store_path: null,
    size: sizeOf(pkg),
    freeable_storage: freeable(pkg),
    files,
    num_files: facts?.numFiles ?? 0,
    cdn_url: files[0]?.cdn_url ?? null,
    signature_url: null,
    downloads: pkg.downloads,
    indexed: pkg.sync.state === 'completed',
    summary: facts?.summary ?? null,
    description: facts?.description ?? null,
    dependencies_checksum_md5: dependenciesChecksum(pkg),
    dependencies_url: `${status.self_url}dependencies/`,
    namespace: workspace,
    namespace_url: apiUrl(world, `/namespaces/${workspace}/`),
    repository: seenFrom.settings.slug,
    repository_url: apiUrl(world, `/repos/${placeOf(seenFrom)}/`),
    origin_repository: repository.settings.slug,
    origin_repository_url: apiUrl(world, `/repos/${place}/`),
    // Upstreams are only settings here.
    display_source: seenFrom === repository ? 'manual_upload' : 'connected_repository',
    uploader: uploader.slug,
    uploader_url: profileUrl(world, uploader),
    uploaded_at: timestamp(pkg.uploadedAt),
    self_html_url: `${world.origins.html}/~${workspace}/repos/${repository.settings.slug}/packages/detail/${webPath}/`,
    self_webapp_url: `${world.origins.webapp}/${workspace}/r/${repository.settings.slug}/${webPath}/${pkg.slugPerm}`,
    status_url: `${status.self_url}status/`,
  }
}

/** A package in the form of its own page, with one more field. */
export function packageDetailView(world: World, pkg: PackageRecord, seenFrom = pkg.repository): PackageDetail {
  const view: Package & Partial<PackageDetail> = packageView(world, pkg, seenFrom)
  view.has_dependencies = (pkg.content.facts?.dependencies.length ?? 0) > 0
  return view as PackageDetail
}

/** Bytes that only this package has. */
function freeable({ content }: PackageRecord): number {
  return content.files.reduce((sum, { blob }) => sum + (blob?.references === 1 ? blob.size : 0), 0)
}

function dependenciesChecksum({ content: { facts } }: PackageRecord): string | null {
  if (facts === undefined || facts.dependencies.length === 0) return null
  return createHash('md5').update(JSON.stringify(facts.dependencies)).digest('hex')
}
