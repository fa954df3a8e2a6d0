import { compact, longestExpression } from '@cloudsmith-sdk/licences'
import { defaultLimits, type Limits, withLimits } from '../files/limits.ts'
import { TooLargeError, UnreadableError } from '../files/unreadable.ts'
import { textField } from '../format/fields.ts'
import type { PackageUpload, Reading } from '../format/types.ts'
import { boundedManifest } from './bounded-manifest.ts'
import { formats } from './formats.ts'

/** How the service starts the reason of a sync that failed on the file's contents. */
export const unreadableReason = 'Could not parse metadata from the package'

/** Longest explanation after {@link unreadableReason}: parsers quote what they trip over. */
const longestExplanation = 300

/** A licence on one line, cut where it is longer than any that can be understood: what is left is unknown, not the half of it. */
function licenseText(text: string | undefined): string | undefined {
  const line = text === undefined ? '' : compact(text)
  return line.length > longestExpression ? `${line.slice(0, longestExpression)}…` : line || undefined
}

/**
 * Reads name, version, licence, dependencies and the like out of a package file and the request that came with it.
 *
 * Never throws, whatever the bytes: a file that is not what the format demands gives a reason that starts with
 * {@link unreadableReason} and says what is wrong. Archives are read within limits and never written to disk.
 *
 * @param format the format's name as in the upload path, for example `npm`
 */
export async function readPackage(format: string, upload: PackageUpload, limits: Limits = defaultLimits): Promise<Reading> {
  return read(format, upload, limits).catch(failed)
}

/** As {@link readPackage} as long as manifests have no more bytes, and archives no more entries; nothing where they have. */
export async function readShort(
  format: string,
  upload: PackageUpload,
  limits: Limits,
  { wanted, entries }: Pick<Limits, 'wanted' | 'entries'>,
): Promise<Reading | undefined> {
  const lower = { ...limits, wanted: Math.min(wanted, limits.wanted), entries: Math.min(entries, limits.entries) }
  const isLower = lower.wanted < limits.wanted || lower.entries < limits.entries
  return read(format, upload, lower).catch((error) => (isLower && error instanceof TooLargeError ? undefined : failed(error)))
}

/** @throws whatever a parser throws at untrusted bytes */
async function read(format: string, upload: PackageUpload, limits: Limits): Promise<Reading> {
  const info = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (!info) throw new UnreadableError(`there is no format ${JSON.stringify(format)}`)
  const manifest = boundedManifest(await withLimits(limits, () => info.read(upload)), limits)
  const { ecosystem } = info
  const osv = ecosystem ? { ecosystem, osvName: manifest.osvName ?? manifest.name } : {}
  return {
    ok: true,
    facts: {
      ...manifest,
      ...osv,
      license: licenseText(manifest.license),
      typeDisplay: textField(upload, 'distribution') ?? info.typeDisplay ?? 'file',
    },
  }
}

/** Whatever a parser throws is a finding about the bytes. */
function failed(error: unknown): Reading {
  const explanation = error instanceof Error ? error.message : String(error)
  return { ok: false, reason: `${unreadableReason}: ${explanation.replace(/\s+/g, ' ').slice(0, longestExplanation)}` }
}
