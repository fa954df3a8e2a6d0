import { targetOf } from '../../areas/scans/scan.ts'
import { formatInfo, formats } from '../../catalogue/formats.ts'
import { licenseOf } from '../../package/license.ts'
import { addPackage } from '../../world/add-package.ts'
import type { Checksums } from '../../world/blobs.ts'
import { type Content, type Scanning, type StoredFile, type Sync, scanStatuses } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { PackageRow, ScanRow } from '../rows.ts'
import { type Fill, momentOf, momentOrNull } from './fill.ts'
import { type Found, foundIn, isMalwareItself } from './findings.ts'

/**
 * Adds a package to a repository as the workspace describes it.
 *
 * @returns undefined if the emulator does not know the format
 */
export function fillPackage(
  fill: Fill,
  repository: RepositoryRecord,
  row: PackageRow,
  scan: ScanRow | undefined,
): PackageRecord | undefined {
  if (!Object.hasOwn(formats, row.format)) return undefined
  const { world } = fill
  const found = foundIn(row, scan)
  const content = contentFrom(row)
  // Scans find others by their name, with the advisories that were made from the findings.
  const isFoundInFiles = targetOf(content.facts) === undefined && found !== undefined && found.findings.length > 0
  const pkg = addPackage(world, {
    slugPerm: row.slug_perm,
    slug: row.slug,
    repository,
    content: { ...content, ...(isFoundInFiles && { findings: found.findings }) },
    uploader: fill.accountOf(row.uploader),
    uploadedAt: momentOf(fill, row.uploaded_at),
    republish: false,
    tags: tagsFrom(row),
    immutableTags: Object.values(row.tags_immutable).flat(),
  })
  Object.assign(pkg, {
    isQuarantined: row.is_quarantined,
    isHidden: row.is_hidden,
    isMalware: isMalwareItself(row),
    downloads: row.downloads,
    sync: syncFrom(fill, row),
    scanning: scanningFrom(fill, row, found),
  })
  // The licence may have been overridden by hand, or detected differently.
  if (row.spdx_license !== null && licenseOf(pkg).spdx !== row.spdx_license) {
    pkg.license = { spdx: row.spdx_license, override: null }
  }
  repository.packages.touch(pkg)
  return pkg
}

/** The content of a package, without bytes. */
export function contentFrom(row: PackageRow): Content {
  const { format } = row
  const { ecosystem, pathField } = formatInfo(format)
  const [name, version] = [row.name ?? row.filename, row.version ?? '']
  const distribution = row.distro && `${row.distro.slug}${row.distro_version ? `/${row.distro_version.slug}` : ''}`
  const [pushed] = Object.values(row.tags_automatic)
    .flat()
    .filter((tag) => tag !== 'latest')
  const isRead = row.fully_qualified_name !== null || !row.is_sync_failed
  const { maven_group_id: group } = row.identifiers
  return {
    format,
    files: filesFrom(row),
    fields: {
      ...(!isRead && { ...(row.name && { name }), ...(row.version && { version }) }),
      ...(distribution && { distribution }),
      ...(format === 'npm' && pushed && { npm_dist_tag: pushed }),
      ...(pathField && row.filepath && { [pathField]: row.filepath }),
    },
    ...(isRead && {
      facts: {
        name,
        version,
        ...(row.release !== null && { release: row.release }),
        ...(row.epoch !== null && { epoch: row.epoch }),
        ...(row.raw_license !== null && { license: row.raw_license }),
        ...(row.summary !== null && { summary: row.summary }),
        ...(row.description !== null && { description: row.description }),
        architectures: row.architectures.map(({ name }) => name),
        dependencies: [],
        identifiers: row.identifiers,
        numFiles: row.num_files,
        typeDisplay: row.type_display,
        ...(ecosystem && { ecosystem }),
        ...(group && { osvName: `${group}:${name}` }),
      },
    }),
  }
}

function filesFrom(row: PackageRow): StoredFile[] {
  const { fileTags = {} } = formatInfo(row.format)
  const fieldOf = (tag: string | null) => Object.entries(fileTags).find(([, known]) => known === tag)?.[0] ?? 'extra_file'
  const files = row.files.length > 0 ? row.files : [{ ...row, tag: 'pkg', is_primary: true }]
  const sorted = files.toSorted((a, b) => Number(b.is_primary) - Number(a.is_primary))
  return sorted.map((file, index) => ({
    field: index === 0 ? 'package_file' : fieldOf(file.tag),
    filename: file.filename,
    // Files whose upload was not completed have no checksums.
    ...(file.checksum_sha256 && { told: checksumsFrom(file) }),
  }))
}

type FileRow = Pick<PackageRow, 'size' | `checksum_${'md5' | 'sha1' | 'sha256' | 'sha512'}`>

function checksumsFrom(file: FileRow): Checksums {
  const { size, checksum_md5: md5, checksum_sha1: sha1, checksum_sha256: sha256, checksum_sha512: sha512 } = file
  return { size, md5: md5 ?? '', sha1: sha1 ?? '', sha256: sha256 ?? '', sha512: sha512 ?? '' }
}

/** Tags that users have set. */
function tagsFrom({ tags, tags_automatic }: PackageRow): string[] {
  const automatic = new Set(Object.values(tags_automatic).flat())
  return Object.values(tags)
    .flat()
    .filter((tag) => !automatic.has(tag))
}

function syncFrom(fill: Fill, row: PackageRow): Sync {
  const stateAt = momentOf(fill, row.status_updated_at ?? row.uploaded_at)
  return {
    run: 1,
    state: stateOf(row),
    stateAt,
    stage: row.stage,
    stageAt: row.stage_updated_at === null ? stateAt : Date.parse(row.stage_updated_at),
    finishedAt: momentOrNull(row.sync_finished_at),
    reason: row.status_reason,
  }
}

function stateOf(row: PackageRow): Sync['state'] {
  if (row.is_sync_failed) return 'failed'
  if (row.is_sync_in_progress) return 'in_progress'
  return row.is_sync_awaiting ? 'awaiting' : 'completed'
}

function scanningFrom(fill: Fill, row: PackageRow, found: Found | undefined): Scanning {
  const completed = row.security_scan_completed_at
  const statusAt = momentOf(fill, row.security_scan_status_updated_at ?? completed ?? row.uploaded_at)
  return {
    status: scanStatuses.find((status) => status === row.security_scan_status) ?? 'Security Scanning Not Supported',
    statusAt,
    startedAt: momentOrNull(row.security_scan_started_at),
    completedAt: momentOrNull(completed),
    scans: found
      ? [
          {
            identifier: found.scan?.identifier ?? fill.world.ids.slug(16),
            at: momentOf(fill, found.scan?.created_at ?? completed ?? row.uploaded_at),
            findings: found.findings,
          },
        ]
      : [],
  }
}
