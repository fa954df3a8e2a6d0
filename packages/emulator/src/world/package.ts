import { formatInfo } from '../catalogue/formats.ts'
import type { PackageFacts } from '../format/types.ts'
import type { Finding } from '../scan/index.ts'
import type { Blob, Checksums } from './blobs.ts'

/** Bytes that have not become a file of the package yet, and may not even have arrived. */
export interface Awaited {
  readonly identifier: string
  /** The bytes, as soon as they are there. */
  blob?: Blob
}

/** A file of a package. */
export interface StoredFile {
  /** The request field that it came in, for example `pom_file`; the first one is `package_file`. */
  readonly field: string
  readonly filename: string
  /** Where the bytes come from, until they are retrieved. */
  upload?: Awaited | undefined
  blob?: Blob
  /** What a mirrored file is known by, whose bytes are not here. */
  told?: Checksums
}

/** What a package is made of. Copies share it. */
export interface Content {
  readonly format: string
  readonly files: readonly StoredFile[]
  /** The fields of the request that are not files. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What the files say, once they have been read. */
  facts?: PackageFacts
  /** What every scan finds in its files, whatever the advisories say of its name: known of mirrored packages. */
  readonly findings?: readonly Finding[]
  /** What a repository may hold only once, when somebody has asked for it. @see identityOf */
  identity?: string
}

/** Whether a synchronisation waits, goes on or has ended. */
export const syncStates = ['awaiting', 'in_progress', 'completed', 'failed'] as const

/** @see syncStates */
export type SyncState = (typeof syncStates)[number]

/** How far a synchronisation is. */
export interface Sync {
  /** Counts synchronisations of the package: what belongs to an earlier one is void. */
  readonly run: number
  readonly state: SyncState
  readonly stateAt: number
  /** Number of the stage. */
  readonly stage: number
  readonly stageAt: number
  readonly finishedAt: number | null
  /** Why it failed, where the service tells. */
  readonly reason: string | null
}

/** A vulnerability scan that was made. */
export interface ScanRecord {
  readonly identifier: string
  readonly at: number
  readonly findings: readonly Finding[]
}

/** Words of `security_scan_status`. */
export const scanStatuses = [
  'Awaiting Security Scan',
  'Security Scanning in Progress',
  'Scan Detected Vulnerabilities',
  'Scan Detected No Vulnerabilities',
  'Security Scanning Disabled',
  'Security Scanning Failed',
  'Security Scanning Skipped',
  'Security Scanning Not Supported',
] as const

/** @see scanStatuses */
export type ScanStatus = (typeof scanStatuses)[number]

/** Where a package stands with vulnerability scans. */
export interface Scanning {
  readonly status: ScanStatus
  readonly statusAt: number
  readonly startedAt: number | null
  readonly completedAt: number | null
  /** The scans that were made, the latest first. */
  readonly scans: readonly ScanRecord[]
}

/** A policy that a package violates, as it was when that was found. */
export interface Violation {
  readonly kind: 'license' | 'vulnerability'
  readonly policy: string
  readonly quarantines: boolean
}

/** A licence that somebody set by hand. */
export interface LicenseOverride {
  readonly spdx: string
  readonly override: string | null
}

/** The file that gives the package its name and checksums. */
export function primaryFile(content: Content): StoredFile {
  const [first] = content.files
  if (first === undefined) throw new Error('a package has at least one file')
  return first
}

/** Size and checksums of a file, as soon as there are any. */
export const checksumsOf = ({ blob, told }: StoredFile): Checksums | undefined => blob ?? told

/** Whether a synchronisation is waiting or going on. */
export function isInFlight({ sync }: { readonly sync: Sync }): boolean {
  return sync.state === 'awaiting' || sync.state === 'in_progress'
}

/** Name as far as it is known: from the files, else from the request. */
export function nameOf({ facts, fields }: Content): string | null {
  return facts?.name ?? (typeof fields.name === 'string' ? fields.name : null)
}

/** Version as far as it is known: from the files, else from the request. */
export function versionOf({ facts, fields }: Content): string | null {
  return facts?.version ?? (typeof fields.version === 'string' ? fields.version : null)
}

/** Tags that follow from the files and their upload, such as npm's distribution tag; `latest` depends on other packages. */
export function fileTagsOf(content: Content): readonly string[] {
  const tags = [formatInfo(content.format).fileTag?.(content)].flat()
  return tags.filter((tag) => typeof tag === 'string').filter((tag) => tag !== 'latest')
}
