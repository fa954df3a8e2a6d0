import * as v from 'valibot'

// The part of the API's data that a mirror keeps. Fields that are not named here, such as URLs and keys, are never mirrored.

const text = v.string()
// A descriptive value that does not match its description becomes null, so that the mirror does not fail.
const maybe = v.fallback(v.nullish(text, null), null)
const flag = v.fallback(v.nullish(v.boolean(), false), false)
const count = v.fallback(v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), 0), 0)
/** The last year for which timestamps have four digits, minus a century for durations that are added to a time. */
const lastMoment = Date.UTC(9899, 0)

/** A date and time. */
export const moment = v.pipe(
  text,
  v.check((value) => Date.parse(value) >= 0 && Date.parse(value) <= lastMoment, 'must be a date and time'),
)
const tags = v.fallback(v.nullish(v.record(text, v.array(text)), {}), {})
/** Coordinates; those that are not text are dropped. */
const identifiers = v.pipe(
  v.nullish(v.record(text, v.unknown()), {}),
  v.transform((given) =>
    Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
  ),
)
const named = v.fallback(v.nullish(v.object({ slug: text }), null), null)

/** Settings by their names in requests. */
export const settingsRow = v.record(text, v.unknown())

const fileRow = v.object({
  filename: text,
  size: count,
  checksum_md5: maybe,
  checksum_sha1: maybe,
  checksum_sha256: maybe,
  checksum_sha512: maybe,
  tag: maybe,
  is_primary: flag,
})

/** A number of findings. The upper limit exists because a placeholder is made for each. */
const few = v.fallback(v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 0), 0)

const countsRow = v.object({ critical: few, high: few, medium: few, low: few, unknown: few, malware: few })

/** A package in a list. */
export const packageRow = v.object({
  slug_perm: text,
  slug: text,
  format: text,
  name: maybe,
  version: maybe,
  release: maybe,
  epoch: v.nullish(v.number(), null),
  fully_qualified_name: maybe,
  filename: v.nullish(text, ''),
  filepath: maybe,
  summary: maybe,
  description: maybe,
  raw_license: maybe,
  spdx_license: maybe,
  identifiers,
  architectures: v.nullish(v.array(v.object({ name: text })), []),
  distro: named,
  distro_version: named,
  type_display: v.nullish(text, 'file'),
  tags,
  tags_automatic: tags,
  tags_immutable: tags,
  files: v.nullish(v.array(fileRow), []),
  size: count,
  checksum_md5: maybe,
  checksum_sha1: maybe,
  checksum_sha256: maybe,
  checksum_sha512: maybe,
  num_files: count,
  uploader: maybe,
  uploaded_at: moment,
  downloads: count,
  is_sync_awaiting: flag,
  is_sync_in_progress: flag,
  is_sync_completed: flag,
  is_sync_failed: flag,
  is_quarantined: flag,
  is_hidden: flag,
  is_copyable: flag,
  is_malware_detected: flag,
  policy_violated: flag,
  status_reason: maybe,
  status_updated_at: v.nullish(moment, null),
  stage: count,
  stage_updated_at: v.nullish(moment, null),
  sync_finished_at: v.nullish(moment, null),
  security_scan_status: maybe,
  security_scan_status_updated_at: v.nullish(moment, null),
  security_scan_started_at: v.nullish(moment, null),
  security_scan_completed_at: v.nullish(moment, null),
  vulnerability_counts: v.nullish(countsRow, null),
})

/** A vulnerability in a scan. */
export const vulnerabilityRow = v.object({
  vulnerability_id: text,
  package_name: text,
  severity: text,
  severity_source: v.nullish(text, ''),
  title: v.nullish(text, ''),
  description: v.nullish(text, ''),
  references: v.nullish(v.array(text), []),
  affected_version: v.nullish(v.object({ version: text }), null),
  fixed_version: v.nullish(v.object({ version: text }), null),
  cvss_scores: v.nullish(v.record(text, v.record(text, v.unknown())), {}),
})

/** The latest scan of a package. */
export const scanRow = v.object({ identifier: text, created_at: moment, results: v.array(vulnerabilityRow) })

/** A user. */
export const personRow = v.object({
  slug: text,
  slug_perm: maybe,
  name: v.nullish(text, ''),
  email: v.nullish(text, ''),
})

const teamsRow = v.nullish(v.array(v.object({ slug: text, role: text })), [])

/** A user in a workspace. */
export const memberRow = v.object({
  user: text,
  user_id: maybe,
  user_name: v.nullish(text, ''),
  email: v.nullish(text, ''),
  role: text,
  visibility: v.nullish(text, 'Public'),
  joined_at: v.nullish(moment, null),
  teams: teamsRow,
})

/** A service account. */
export const serviceRow = v.object({
  slug: text,
  name: text,
  description: v.nullish(text, ''),
  role: text,
  created_at: v.nullish(moment, null),
  created_by: maybe,
  teams: teamsRow,
})

/** An object with a `slug_perm` and settings: a policy, a team, an upstream. */
export const resourceRow = v.object({
  slug_perm: text,
  created_at: v.nullish(moment, null),
  updated_at: v.nullish(moment, null),
  created_by: maybe,
  updated_by: maybe,
  settings: settingsRow,
})

/** An upstream, with its format. */
export const upstreamRow = v.object({ ...resourceRow.entries, format: text })

/** A webhook, with its number in the repository. */
export const webhookRow = v.object({ ...resourceRow.entries, identifier: count, num_sent: count })

/** An entitlement. */
export const entitlementRow = v.object({
  ...resourceRow.entries,
  default: flag,
  access_private_broadcasts: flag,
  downloads: count,
})

/** A deny policy, which may not have run yet. */
export const denyRow = v.object({ ...resourceRow.entries, status: maybe })

/** An enterprise policy with its actions. */
export const enterpriseRow = v.object({ ...resourceRow.entries, version: count, actions: v.nullish(v.array(resourceRow), []) })

/** A connected repository. */
export const connectionRow = v.object({
  slug_perm: text,
  target_repository: text,
  priority: count,
  is_active: flag,
  disable_reason: maybe,
  created_at: v.nullish(moment, null),
})

/** A privilege in a repository. */
export const privilegeRow = v.object({
  privilege: text,
  user: v.nullish(text),
  team: v.nullish(text),
  service: v.nullish(text),
})

/** @see packageRow */
export type PackageRow = v.InferOutput<typeof packageRow>
/** @see scanRow */
export type ScanRow = v.InferOutput<typeof scanRow>
/** @see resourceRow */
export type ResourceRow = v.InferOutput<typeof resourceRow>
