import { type Cvss, type Finding, severities } from '@cloudsmith-sdk/advisories'
import { formatInfo, formats } from '../catalogue/formats.ts'
import { type Dependency, dependencyOperators, dependencyTypes, type PackageFacts } from '../format/types.ts'
import type { Blob, Checksums } from './blobs.ts'
import {
  anew,
  anything,
  changing,
  checked,
  count,
  dictionary,
  flag,
  kind,
  list,
  moment,
  nullable,
  number,
  type Of,
  optional,
  record,
  recordOf,
  type Shape,
  text,
  words,
} from './shapes/index.ts'

/** Bytes of files are written beside, once. */
const blob: Shape<Blob> = {
  form: 'sha256',
  write(value, to) {
    to.keep(value)
    return value.sha256
  },
  read: (given, from) => from.blob(text.read(given, from)),
}

/** Bytes that have not become a file of the package yet: packages and uploads wait for them. */
export const awaited = kind('awaited', () =>
  record({
    identifier: text,
    /** The bytes, as soon as they are there. */
    blob: changing(optional(blob)),
  }),
)

const checksums = recordOf<Checksums>({ size: count, md5: text, sha1: text, sha256: text, sha512: text })

const file = record({
  /** The request field that it came in, for example `pom_file`; the first one is `package_file`. */
  field: text,
  filename: text,
  /** Where the bytes come from, until they are retrieved. */
  upload: changing(optional(awaited)),
  blob: changing(optional(blob)),
  /** What a mirrored file is known by, whose bytes are not here. */
  told: changing(optional(checksums)),
})

/** A file of a package. */
export type StoredFile = Of<typeof file>

const dependency = recordOf<Dependency>({
  name: text,
  dep_type: words(...dependencyTypes),
  operator: nullable(words(...dependencyOperators)),
  version: nullable(text),
})

const facts = recordOf<PackageFacts>({
  name: text,
  version: text,
  release: optional(text),
  epoch: optional(number),
  license: optional(text),
  summary: optional(text),
  description: optional(text),
  architectures: list(text),
  dependencies: list(dependency),
  identifiers: dictionary(text),
  numFiles: count,
  osvName: optional(text),
  typeDisplay: text,
  ecosystem: optional(text),
})

const cvss = recordOf<Cvss>({ vector: text, score: number })

/** What is kept of a finding. */
export const findingFields = {
  id: text,
  aliases: list(text),
  source: text,
  packageName: text,
  severity: words(...severities),
  cvss: optional(cvss),
  cvss2: optional(cvss),
  cvss4: optional(cvss),
  title: text,
  description: text,
  references: list(text),
  affectedVersion: text,
  fixedVersion: optional(text),
}

const finding = recordOf<Finding>(findingFields)

/** What packages are made of. Copies share it. */
export const contents = kind('content', () =>
  record({
    format: checked(text, (format) => (Object.hasOwn(formats, format) ? undefined : 'is not a format of Cloudsmith')),
    files: checked(list(file), ({ length }) => (length === 0 ? 'must have at least one' : undefined)),
    /** The fields of the request that are not files. */
    fields: dictionary(anything),
    /** What the files say, once they have been read. */
    facts: changing(optional(facts)),
    /** What every scan finds in its files, as no advisory can speak of them by name: known of mirrored images. */
    findings: optional(list(finding)),
    /** What a repository may hold only once, when somebody has asked for it: the table of formats may be another later. @see identityOf */
    identity: changing(anew((): string | undefined => undefined)),
  }),
)

/** What a package is made of. */
export type Content = Of<typeof contents>

/** How far a synchronisation is. */
export const sync = record({
  /** Counts synchronisations of the package: what belongs to an earlier one is void. */
  run: count,
  /** Whether it waits, goes on or has ended. */
  state: words('awaiting', 'in_progress', 'completed', 'failed'),
  stateAt: moment,
  /** Number of the stage. */
  stage: count,
  stageAt: moment,
  finishedAt: nullable(moment),
  /** Why it failed, where the service tells. */
  reason: nullable(text),
})

/** @see sync */
export type Sync = Of<typeof sync>

const scan = record({ identifier: text, at: moment, findings: list(finding) })

/** A vulnerability scan that was made. */
export type ScanRecord = Of<typeof scan>

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

/** Where a package stands with vulnerability scans. */
export const scanning = record({
  status: words(...scanStatuses),
  statusAt: moment,
  startedAt: nullable(moment),
  completedAt: nullable(moment),
  /** The scans that were made, the latest first. */
  scans: list(scan),
})

/** @see scanning */
export type Scanning = Of<typeof scanning>

/** A policy that a package violates, as it was when that was found. */
export const violation = record({ kind: words('license', 'vulnerability'), policy: text, quarantines: flag })

/** @see violation */
export type Violation = Of<typeof violation>

/** A licence that somebody set by hand. */
export const licenseOverride = record({ spdx: text, override: nullable(text) })

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
  const told = formatInfo(content.format).fileTag?.(content)
  if (told === undefined) return []
  return [told]
    .flat()
    .filter((tag) => typeof tag === 'string')
    .filter((tag) => tag !== 'latest')
}
