import { compact, longestExpression } from '@cloudsmith-sdk/licences'
import { defaultLimits, type Limits, withLimits } from '../files/limits.ts'
import { TooLargeError, UnreadableError } from '../files/unreadable.ts'
import { textField } from '../format/fields.ts'
import type { PackageUpload, Reading } from '../format/types.ts'
import { boundedManifest } from './bounded-manifest.ts'
import { formats } from './formats.ts'

/** How the service starts the reason of a synchronisation that failed because of the file's contents. */
export const unreadableReason = 'Could not parse metadata from the package'

/** Longest explanation after {@link unreadableReason}: parsers quote what they do not understand. */
const longestExplanation = 300

/** A licence on one line. Texts that are longer than any licence are cut in a way that leaves them unknown. */
function licenseText(text: string | undefined): string | undefined {
  const line = text === undefined ? '' : compact(text)
  return line.length > longestExpression ? `${line.slice(0, longestExpression)}…` : line || undefined
}

/**
 * Reads name, version, licence, dependencies and other facts from a package file and its request.
 *
 * Never throws, whatever the bytes: for a file that does not meet the format's requirements, it returns a reason that starts with {@link
 * unreadableReason}. Archives are read within limits and never written to disk.
 *
 * @param format the format as in upload paths, for example `npm`
 */
export async function readPackage(format: string, upload: PackageUpload, limits: Limits = defaultLimits): Promise<Reading> {
  return read(format, upload, limits).catch(failed)
}

/** Like {@link readPackage} if manifests and archives are small enough; undefined if not. */
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

/** @throws whatever a parser throws for untrusted bytes */
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

/** Any error of a parser is a finding about the bytes. */
function failed(error: unknown): Reading {
  const explanation = error instanceof Error ? error.message : String(error)
  return { ok: false, reason: `${unreadableReason}: ${explanation.replace(/\s+/g, ' ').slice(0, longestExplanation)}` }
}
