/**
 * The fields that searches use. Names and types are those of a v1 package, so a package view can be searched directly. The fields at the end are
 * known to the service but not part of the view, and count as empty if they are missing.
 *
 * @see schema Package
 */
export interface Searchable {
  readonly name: string | null
  readonly filename: string
  readonly version: string | null
  readonly format: string
  readonly repository: string
  /** By type: `info`, `version` … */
  readonly tags: Readonly<Record<string, readonly string[] | undefined>>
  readonly architectures: readonly { readonly name: string }[]
  readonly distro?: { readonly slug?: string | undefined } | null | undefined
  readonly distro_version?: { readonly slug?: string | undefined } | null | undefined
  /** 1 binary, 2 source, 3 combined (inferred). */
  readonly package_type: number
  /** In bytes. */
  readonly size: number
  readonly downloads: number
  /** ISO 8601. */
  readonly uploaded_at: string
  readonly status_str: string
  readonly is_quarantined: boolean
  readonly is_hidden: boolean
  readonly is_sync_completed: boolean
  readonly is_sync_failed: boolean
  readonly is_sync_in_progress: boolean
  readonly checksum_md5: string | null
  readonly checksum_sha1: string | null
  readonly checksum_sha256: string | null
  readonly checksum_sha512: string | null
  /** Coordinates of the format, such as `maven_group_id`. */
  readonly identifiers: Readonly<Record<string, string | null | undefined>>
  readonly license: string | null
  readonly spdx_license: string | null
  readonly policy_violated: boolean
  readonly security_scan_status: string | null
  /** ISO 8601. */
  readonly security_scan_completed_at: string | null

  readonly dependencies?: readonly SearchableDependency[] | undefined
  /** ISO 8601; null or missing if it was never downloaded. */
  readonly last_downloaded_at?: string | null | undefined
  /** `slug_perm`s of the entitlement tokens that may access the package. */
  readonly tokens?: readonly string[] | undefined
  readonly num_vulnerabilities?: number | undefined
  readonly max_severity?: string | undefined
  readonly deny_policy_violated?: boolean | undefined
  readonly license_policy_violated?: boolean | undefined
  readonly vulnerability_policy_violated?: boolean | undefined
}

/** @see schema PackageDependency */
export interface SearchableDependency {
  readonly name: string
  readonly version?: string | null | undefined
}
