import { compact, longestExpression } from '@cloudsmith-sdk/licences'
import { defaultLimits, type Limits, withLimits } from '../files/limits.ts'
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
  const info = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (!info) return { ok: false, reason: `${unreadableReason}: there is no format ${JSON.stringify(format)}` }
  try {
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
  } catch (error) {
    // Whatever a parser throws at untrusted bytes is a finding about the bytes.
    const explanation = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: `${unreadableReason}: ${explanation.replace(/\s+/g, ' ').slice(0, longestExplanation)}` }
  }
}
