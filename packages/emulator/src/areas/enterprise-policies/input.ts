import { type Finding, isMalwareFinding } from '@cloudsmith-sdk/advisories'
import { timestamp, timestampOrNull } from '../../core/time.ts'
import type { OsvAdvisory, PolicyInput, PolicyPackage, PolicyVulnerability } from '../../generated/v2.ts'
import { cvssFields } from '../../package/findings-view.ts'
import { licenseOf } from '../../package/license.ts'
import { sizeOf } from '../../package/size.ts'
import { automaticTagsOf } from '../../package/tags.ts'
import { packageTypeOf } from '../../world/coordinates.ts'
import { checksumsOf, nameOf, primaryFile, type Scanning, type StoredFile, versionOf } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import { releaseOf } from '../../world/release.ts'
import type { World } from '../../world/world.ts'
import { metadataOf } from '../metadata/records.ts'
import { extensionOf } from '../packages/files.ts'

/** The scan statuses of the second version of the API. */
const scanStatus: Readonly<Record<Scanning['status'], PolicyPackage['security_scan_status']>> = {
  'Awaiting Security Scan': 'AWAITING_SCAN',
  'Security Scanning in Progress': 'SCANNING',
  'Scan Detected Vulnerabilities': 'VULNERABLE',
  'Scan Detected No Vulnerabilities': 'NOT_VULNERABLE',
  'Security Scanning Disabled': 'DISABLED',
  'Security Scanning Failed': 'FAILED',
  'Security Scanning Skipped': 'SKIPPED',
  'Security Scanning Not Supported': 'UNSUPPORTED_FORMAT',
}

const repositoryTypes = { Public: 'PUBLIC', Private: 'PRIVATE', 'Open-Source': 'OPEN_SOURCE' } as const

/** The input of a policy for a package. Data that the emulator does not have (EPSS, bills of materials, models) is null or missing. */
export function policyInput(world: World, pkg: PackageRecord): PolicyInput {
  const { repository, content } = pkg
  const { settings, workspace } = repository
  const findings = pkg.scanning.scans[0]?.findings ?? []
  return {
    v0: {
      package: packageInput(pkg),
      repository: {
        slug_perm: repository.slugPerm,
        slug: settings.slug,
        name: settings.name,
        description: settings.description,
        repository_type: repositoryTypes[settings.repository_type_str],
        open_source_license: settings.open_source_license,
        storage_region: repository.storageRegion,
        gpg_keys: [],
        ecdsa_keys: [],
        created_at: timestamp(repository.createdAt),
      },
      workspace: {
        slug_perm: workspace.slugPerm,
        slug: workspace.slug,
        name: workspace.name,
        tagline: null,
        country: null,
        location: null,
        created_at: timestamp(workspace.createdAt),
      },
      identity: null,
      metadata: metadataOf(pkg)
        .all()
        .map(({ content: data, sourceIdentity }) => ({ content: data, source_kind: 'CUSTOM', source_identity: sourceIdentity })),
      upstream: null,
      osv: findings.map((finding) => osvInput(world, finding)),
      security_scan: [{ Vulnerabilities: findings.map(scanInput) }],
      vulnerabilities: findings.flatMap((finding) => vulnerabilityInput(world, content.format, finding)),
    },
  }
}

function packageInput(pkg: PackageRecord): PolicyPackage {
  const { content, scanning, uploader } = pkg
  const { facts } = content
  const file = primaryFile(content)
  const release = releaseOf(content)
  const [firstName = '', ...lastNames] = uploader.name.split(' ')
  const version = versionOf(content)
  return {
    slug_perm: pkg.slugPerm,
    slug: pkg.slug,
    format: content.format,
    name: nameOf(content),
    version,
    version_orig: version,
    summary: facts?.summary ?? null,
    description: facts?.description ?? null,
    package_type: packageTypeOf(content) === 'source' ? 'SOURCE' : 'BINARY',
    subtype: '',
    architectures: (facts?.architectures ?? []).map((name) => ({ name, description: null })),
    distro: release ? { name: release.distribution.name, slug: release.distribution.slug, variants: null } : null,
    distro_version: release?.version ? { name: release.version.name, slug: release.version.slug } : null,
    release: facts?.release ?? null,
    epoch: facts?.epoch ?? null,
    size: sizeOf(pkg),
    num_files: facts?.numFiles ?? 0,
    indexed: pkg.sync.state === 'completed',
    is_local: true,
    signed: false,
    tags: tagsInput(pkg),
    license: licenseInput(pkg),
    uploader: {
      first_name: firstName,
      last_name: lastNames.join(' '),
      slug: uploader.slug,
      slug_perm: uploader.slugPerm,
      email: uploader.email || null,
    },
    uploaded_at: timestamp(pkg.uploadedAt),
    last_downloaded_at: timestampOrNull(pkg.lastDownloadedAt),
    upstream_metadata: null,
    security_scan_status: scanStatus[scanning.status],
    security_scan_status_updated_at: timestamp(scanning.statusAt),
    security_scan_started_at: timestampOrNull(scanning.startedAt),
    security_scan_completed_at: timestampOrNull(scanning.completedAt),
    ...checksumFields(file),
    filename: file.filename,
    extension: extensionOf(content.format, file.filename),
    files: content.files.map((file, index) => ({
      slug_perm: `${pkg.slugPerm}${index}`,
      filename: file.filename,
      file_extension: extensionOf(content.format, file.filename),
      is_primary: index === 0,
      tag: index === 0 ? 'pkg' : 'extra',
      size: checksumsOf(file)?.size ?? 0,
      ...checksumFields(file),
    })),
  }
}

function checksumFields(file: StoredFile) {
  const { md5 = null, sha1 = null, sha256 = null, sha512 = null } = checksumsOf(file) ?? {}
  return {
    checksum_md5: md5,
    checksum_sha1: sha1,
    checksum_sha256: sha256,
    checksum_sha512: sha512,
  }
}

function tagsInput(pkg: PackageRecord): PolicyPackage['tags'] {
  // The time of tagging is not stored; the upload time stands in for it.
  const created_at = timestamp(pkg.uploadedAt)
  const given = pkg.tags.map(
    (name) => ({ name, tag_type: 'INFO', source: 'MANUAL', is_immutable: pkg.immutableTags.includes(name), created_at }) as const,
  )
  const automatic = (automaticTagsOf(pkg).version ?? []).map(
    (name) =>
      ({
        name,
        tag_type: name === 'latest' ? 'LATEST_VERSION' : 'SOME_VERSION',
        source: 'AUTOMATIC',
        is_immutable: false,
        created_at,
      }) as const,
  )
  return [...given, ...automatic]
}

function licenseInput(pkg: PackageRecord): PolicyPackage['license'] {
  const { raw, license, spdx, isOsiApproved } = licenseOf(pkg)
  const known = {
    spdx_identifier: spdx ?? '',
    spdx_license: true,
    spdx_template: null,
    spdx_details_url: null,
    full_name: license ?? '',
    license_text: '',
    license_url: null,
    osi_approved: isOsiApproved,
    is_deprecated: null,
  }
  return {
    raw_license: raw,
    raw_license_file_path: null,
    raw_license_file_contents: null,
    license_url: null,
    oss_license: spdx === null ? null : known,
    source: pkg.license === undefined ? 'AUTOMATIC' : 'MANUAL',
    match: spdx === null ? (raw === null ? 'NONE' : 'UNKNOWN') : 'OSS_EXACT',
    similarity: null,
    override: 'NONE',
  }
}

function scanInput(finding: Finding) {
  const { id, fixedVersion, description, source } = finding
  const scores = cvssFields(finding)
  return {
    VulnerabilityID: id,
    Status: fixedVersion === undefined ? 'affected' : 'fixed',
    Description: description,
    ...(fixedVersion === undefined ? {} : { FixedVersion: fixedVersion }),
    ...(Object.keys(scores).length === 0 ? {} : { CVSS: { [source]: scores } }),
  }
}

/** Only severities that the second version has a word for, and no malware, which is among the OSV records. */
function vulnerabilityInput(world: World, format: string, finding: Finding): PolicyVulnerability[] {
  const { id, title, severity, cvss, cvss2, source, packageName, affectedVersion, fixedVersion, references } = finding
  if (severity === 'Unknown' || isMalwareFinding(finding)) return []
  const score = {
    V2Score: cvss2?.score ?? null,
    V2Vector: cvss2?.vector ?? null,
    V3Score: cvss?.score ?? null,
    V3Vector: cvss?.vector ?? null,
  }
  return [
    {
      identifier: id,
      title,
      severity: severity.toUpperCase() as Uppercase<typeof severity>,
      cvss: cvss === undefined && cvss2 === undefined ? null : { [source]: score },
      epss: null,
      format,
      package_name: packageName,
      vulnerable_versions: [affectedVersion],
      patched_versions: fixedVersion === undefined ? [] : [fixedVersion],
      published_date: timestamp(world.clock.now()),
      source: { name: source, url: references[0] ?? '' },
    },
  ]
}

function osvInput(world: World, finding: Finding): OsvAdvisory {
  const { id, aliases, title, description, cvss, cvss2, cvss4, references } = finding
  const scores = [
    ['CVSS_V2', cvss2],
    ['CVSS_V3', cvss],
    ['CVSS_V4', cvss4],
  ] as const
  const severity = scores.flatMap(([type, found]) =>
    found === undefined ? [] : { type, score: found.vector, numerical_score: found.score },
  )
  return {
    id: aliases.find((alias) => !alias.startsWith('CVE-')) ?? id,
    schema_version: null,
    summary: title,
    details: description,
    aliases: [id, ...aliases],
    related: null,
    upstream: null,
    published: null,
    modified: timestamp(world.clock.now()),
    withdrawn: null,
    severity: severity.length === 0 ? null : severity,
    affected: null,
    references: references.map((url) => ({ type: 'WEB', url })),
    credits: null,
    database_specific: null,
  }
}
