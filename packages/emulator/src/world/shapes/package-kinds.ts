import { formats } from '../../catalogue/formats.ts'
import { type Dependency, dependencyOperators, dependencyTypes, type PackageFacts } from '../../format/types.ts'
import type { Cvss } from '../../scan/cvss/index.ts'
import type { Finding } from '../../scan/index.ts'
import { severities } from '../../scan/severity.ts'
import type { Blob, Checksums } from '../blobs.ts'
import {
  type Awaited,
  type Content,
  type LicenseOverride,
  type Scanning,
  type ScanRecord,
  type StoredFile,
  type Sync,
  scanStatuses,
  syncStates,
  type Violation,
} from '../package.ts'
import { dictionary, list, record } from './collections.ts'
import { kind } from './kind.ts'
import { anything, checked, count, flag, moment, nullable, number, optional, text, words } from './scalars.ts'
import type { Shape } from './shape.ts'

/** Bytes of files are written beside, once. */
export const blob: Shape<Blob> = {
  form: 'sha256',
  write(value, to) {
    to.keep(value)
    return value.sha256
  },
  read: (given, from) => from.blob(text.read(given, from)),
}

/** Bytes that packages and uploads wait for. */
export const awaited = kind<Awaited>('awaited', () => ({ identifier: text, blob: optional(blob) }))

const checksums = record<Checksums>({ size: count, md5: text, sha1: text, sha256: text, sha512: text })

const file = record<StoredFile>({
  field: text,
  filename: text,
  upload: optional(awaited),
  blob: optional(blob),
  told: optional(checksums),
})

const dependency = record<Dependency>({
  name: text,
  dep_type: words(...dependencyTypes),
  operator: nullable(words(...dependencyOperators)),
  version: nullable(text),
})

const facts = record<PackageFacts>({
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

const cvss = record<Cvss>({ vector: text, score: number })

const finding = record<Finding>({
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
})

/** What copies of a package share. What tells it apart is made again, as the table of formats may be another then. */
export const contents = kind<Content>('content', () => ({
  format: checked(text, (format) => (Object.hasOwn(formats, format) ? undefined : 'is no format of the service')),
  files: checked(list(file), ({ length }) => (length === 0 ? 'must have at least one' : undefined)),
  fields: dictionary(anything),
  facts: optional(facts),
  findings: optional(list(finding)),
  identity: {
    form: 'nothing',
    write: () => undefined,
    read: (given, from) => (given === undefined ? undefined : from.refuse('is not kept')),
  },
}))

/** How far the synchronisation of a package is. */
export const sync = record<Sync>({
  run: count,
  state: words(...syncStates),
  stateAt: moment,
  stage: count,
  stageAt: moment,
  finishedAt: nullable(moment),
  reason: nullable(text),
})

/** Where a package stands with scans. */
export const scanning = record<Scanning>({
  status: words(...scanStatuses),
  statusAt: moment,
  startedAt: nullable(moment),
  completedAt: nullable(moment),
  scans: list(record<ScanRecord>({ identifier: text, at: moment, findings: list(finding) })),
})

/** A policy that a package violates. */
export const violation = record<Violation>({ kind: words('license', 'vulnerability'), policy: text, quarantines: flag })

/** A licence that somebody set. */
export const licenseOverride = record<LicenseOverride>({ spdx: text, override: nullable(text) })
