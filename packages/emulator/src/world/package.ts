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

/** Bytes are stored separately, once each. */
const blob: Shape<Blob> = {
  form: 'sha256',
  write(value, to) {
    to.keep(value)
    return value.sha256
  },
  read: (given, from) => from.blob(text.read(given, from)),
}

/** The bytes of a file that have not been received yet: packages and uploads wait for them. */
export const awaited = kind('awaited', () =>
  record({
    identifier: text,
    /** The bytes, once they are there. */
    blob: changing(optional(blob)),
  }),
)

const checksums = recordOf<Checksums>({ size: count, md5: text, sha1: text, sha256: text, sha512: text })

const file = record({
  /** The request field that the file was sent in, for example `pom_file`; the main one is `package_file`. */
  field: text,
  filename: text,
  /** The upload that provides the bytes, until they are fetched. */
  upload: changing(optional(awaited)),
  blob: changing(optional(blob)),
  /** The checksums of a mirrored file, whose bytes are missing. */
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

/** What is stored of a finding. */
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

/** The content of packages, which copies share. */
export const contents = kind('content', () =>
  record({
    format: checked(text, (format) => (Object.hasOwn(formats, format) ? undefined : 'is not a format of Cloudsmith')),
    files: checked(list(file), ({ length }) => (length === 0 ? 'must have at least one' : undefined)),
    /** The fields of the request that are not files. */
    fields: dictionary(anything),
    /** What was read from the files. */
    facts: changing(optional(facts)),
    /** What every scan finds in the content without advisories: known for mirrored images. */
    findings: optional(list(finding)),
    /**
     * The identity, once it has been computed. It is computed again after a restart, because the table of formats may have changed. @see identityOf
     */
    identity: changing(anew((): string | undefined => undefined)),
  }),
)

/** The content of a package. */
export type Content = Of<typeof contents>

/** The progress of a synchronisation. */
export const sync = record({
  /** Number of the package's current synchronisation: work for earlier ones is void. */
  run: count,
  /** Whether it is waiting, running, or has ended. */
  state: words('awaiting', 'in_progress', 'completed', 'failed'),
  stateAt: moment,
  /** Number of the stage. */
  stage: count,
  stageAt: moment,
  finishedAt: nullable(moment),
  /** Why it failed, if the service says so. */
  reason: nullable(text),
})

/** @see sync */
export type Sync = Of<typeof sync>

const scan = record({ identifier: text, at: moment, findings: list(finding) })

/** A completed vulnerability scan. */
export type ScanRecord = Of<typeof scan>

/** The values of `security_scan_status`. */
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

/** The vulnerability scans of a package. */
export const scanning = record({
  status: words(...scanStatuses),
  statusAt: moment,
  startedAt: nullable(moment),
  completedAt: nullable(moment),
  /** The completed scans, the latest first. */
  scans: list(scan),
})

/** @see scanning */
export type Scanning = Of<typeof scanning>

/** A policy that a package violates, as it was when the violation was found. */
export const violation = record({ kind: words('license', 'vulnerability'), policy: text, quarantines: flag })

/** @see violation */
export type Violation = Of<typeof violation>

/** A licence that was set by hand. */
export const licenseOverride = record({ spdx: text, override: nullable(text) })

/** The file that determines the package's name and checksums. */
export function primaryFile(content: Content): StoredFile {
  const [first] = content.files
  if (first === undefined) throw new Error('a package has at least one file')
  return first
}

/** Size and checksums of a file, once they are known. */
export const checksumsOf = ({ blob, told }: StoredFile): Checksums | undefined => blob ?? told

/** Whether a synchronisation is waiting or running. */
export function isInFlight({ sync }: { readonly sync: Sync }): boolean {
  return sync.state === 'awaiting' || sync.state === 'in_progress'
}

/** The name, if known: from the files, else from the request. */
export function nameOf({ facts, fields }: Content): string | null {
  return facts?.name ?? (typeof fields.name === 'string' ? fields.name : null)
}

/** The version, if known: from the files, else from the request. */
export function versionOf({ facts, fields }: Content): string | null {
  return facts?.version ?? (typeof fields.version === 'string' ? fields.version : null)
}

/**
 * Tags that follow from the files and their upload, such as an npm distribution tag. `latest` is not among them, because it depends on other
 * packages.
 */
export function fileTagsOf(content: Content): readonly string[] {
  const told = formatInfo(content.format).fileTag?.(content)
  if (told === undefined) return []
  return [told]
    .flat()
    .filter((tag) => typeof tag === 'string')
    .filter((tag) => tag !== 'latest')
}
