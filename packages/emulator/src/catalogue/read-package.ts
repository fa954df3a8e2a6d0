import { compact, longestExpression } from '@cloudsmith-sdk/licences'
import { UnreadableError } from '../files/unreadable.ts'
import { textField } from '../format/fields.ts'
import type { Dependency, Manifest, PackageUpload, Reading } from '../format/types.ts'
import { formats } from './formats.ts'

/** How the service starts the reason of a sync that failed on the file's contents. */
export const unreadableReason = 'Could not parse metadata from the package'

/** Longest explanation after {@link unreadableReason}: parsers quote what they trip over. */
const longestExplanation = 300

/** Most characters of what the API tells packages and dependencies by. @see docs/service.md#upload-fields */
const longest = { name: 200, version: 255, neededName: 255, neededVersion: 128 }

/** @throws {UnreadableError} for a package with a longer name or version than any may have */
function withinLimits({ name, version, dependencies }: Manifest): Dependency[] {
  for (const [what, text, limit] of [
    ['name', name, longest.name],
    ['version', version, longest.version],
  ] as const)
    if (text.length > limit)
      throw new UnreadableError(`the ${what} has ${text.length} characters, more than the ${limit} allowed`)
  return dependencies.map((needed) => {
    const isCut = (needed.version?.length ?? 0) > longest.neededVersion
    // What is left of a range is no range: it is not taken for half of what was asked.
    const version = isCut ? `${needed.version?.slice(0, longest.neededVersion - 1)}…` : needed.version
    return { ...needed, name: needed.name.slice(0, longest.neededName), version, ...(isCut && { operator: 'matches' }) }
  })
}

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
export async function readPackage(format: string, upload: PackageUpload): Promise<Reading> {
  const info = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (!info) return { ok: false, reason: `${unreadableReason}: there is no format ${JSON.stringify(format)}` }
  try {
    const manifest = await info.read(upload)
    const { ecosystem } = info
    const osv = ecosystem ? { ecosystem, osvName: manifest.osvName ?? manifest.name } : {}
    return {
      ok: true,
      facts: {
        ...manifest,
        ...osv,
        dependencies: withinLimits(manifest),
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
