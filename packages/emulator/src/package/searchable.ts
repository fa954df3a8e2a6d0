import { timestamp, timestampOrNull } from '../core/time.ts'
import { packageTypes } from '../format/package-types.ts'
import type { Searchable } from '../search/index.ts'
import { packageTypeOf } from '../world/coordinates.ts'
import { checksumsOf, isInFlight, nameOf, primaryFile, type Violation, versionOf } from '../world/package.ts'
import type { PackageRecord } from '../world/records.ts'
import { releaseOf } from '../world/release.ts'
import { licenseOf } from './license.ts'
import { sizeOf } from './size.ts'
import { statusOf } from './status-name.ts'
import { tagsOf } from './tags.ts'

/**
 * A package in the form that searches use. Deny policies are searches themselves: they leave `deny_policy_violated` false, so that none depends on
 * the result of another.
 */
export function searchableOf(pkg: PackageRecord, isDenied = false): PackageSearch {
  return new PackageSearch(pkg, isDenied)
}

/** A class, because its getters are only evaluated when they are used: a search over 100,000 packages reads one or two fields of each. */
class PackageSearch implements Searchable {
  readonly pkg: PackageRecord
  readonly deny_policy_violated: boolean

  constructor(pkg: PackageRecord, isDenied: boolean) {
    this.pkg = pkg
    this.deny_policy_violated = isDenied
  }

  get name() {
    return nameOf(this.pkg.content)
  }
  get filename() {
    return primaryFile(this.pkg.content).filename
  }
  get version() {
    return versionOf(this.pkg.content)
  }
  get format() {
    return this.pkg.content.format
  }
  get repository() {
    return this.pkg.repository.settings.slug
  }
  get tags() {
    return tagsOf(this.pkg)
  }
  get architectures() {
    return (this.pkg.content.facts?.architectures ?? []).map((name) => ({ name }))
  }
  get distro() {
    return releaseOf(this.pkg.content)?.distribution
  }
  get distro_version() {
    return releaseOf(this.pkg.content)?.version
  }
  get package_type() {
    return packageTypes.indexOf(packageTypeOf(this.pkg.content))
  }
  get size() {
    return sizeOf(this.pkg)
  }
  get downloads() {
    return this.pkg.downloads
  }
  get uploaded_at() {
    return timestamp(this.pkg.uploadedAt)
  }
  get status_str() {
    return statusOf(this.pkg).name
  }
  get is_quarantined() {
    return this.pkg.isQuarantined
  }
  get is_hidden() {
    return this.pkg.isHidden
  }
  get is_sync_completed() {
    return this.pkg.sync.state === 'completed'
  }
  get is_sync_failed() {
    return this.pkg.sync.state === 'failed'
  }
  get is_sync_in_progress() {
    return isInFlight(this.pkg)
  }
  get checksum_md5() {
    return checksumsOf(primaryFile(this.pkg.content))?.md5 ?? ''
  }
  get checksum_sha1() {
    return checksumsOf(primaryFile(this.pkg.content))?.sha1 ?? ''
  }
  get checksum_sha256() {
    return checksumsOf(primaryFile(this.pkg.content))?.sha256 ?? ''
  }
  get checksum_sha512() {
    return checksumsOf(primaryFile(this.pkg.content))?.sha512 ?? ''
  }
  get identifiers() {
    return this.pkg.content.facts?.identifiers ?? {}
  }
  get license() {
    return licenseOf(this.pkg).license
  }
  get spdx_license() {
    return licenseOf(this.pkg).spdx
  }
  get policy_violated() {
    return this.pkg.violations.length > 0 || this.deny_policy_violated
  }
  get security_scan_status() {
    return this.pkg.scanning.status
  }
  get security_scan_completed_at() {
    return timestampOrNull(this.pkg.scanning.completedAt)
  }
  get dependencies() {
    return this.pkg.content.facts?.dependencies
  }
  get last_downloaded_at() {
    return timestampOrNull(this.pkg.lastDownloadedAt)
  }
  get num_vulnerabilities() {
    return this.pkg.scanning.scans[0]?.findings.length ?? 0
  }
  get max_severity() {
    return this.pkg.scanning.scans[0]?.findings[0]?.severity
  }
  get license_policy_violated() {
    return violates(this.pkg, 'license')
  }
  get vulnerability_policy_violated() {
    return violates(this.pkg, 'vulnerability')
  }
}

function violates({ violations }: PackageRecord, wanted: Violation['kind']): boolean {
  return violations.some(({ kind }) => kind === wanted)
}
