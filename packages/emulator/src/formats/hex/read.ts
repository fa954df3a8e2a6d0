import { createHash } from 'node:crypto'
import { readTar } from '../../files/archive.ts'
import { compressionOf } from '../../files/compression.ts'
import { limitsOfWhole } from '../../files/limits.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { anyVersion, comparison, range } from '../../format/constraint.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Constraint, Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'
import { parseErlangTerms, propertyOf, type Term } from './erlang-terms.ts'

const parts = ['VERSION', 'metadata.config', 'contents.tar.gz']

/**
 * Reads a Hex package (Elixir, Erlang): a tar archive with `metadata.config` in Erlang terms. Its inner checksum, over the other three members, has
 * to match. Optional requirements are `Suggests`, because mix does not fetch them by itself.
 *
 * @see https://github.com/hexpm/specifications/blob/main/package_tarball.md
 */
export async function readHex({ file }: PackageUpload): Promise<Manifest> {
  if (compressionOf(file.bytes) !== undefined)
    throw new UnreadableError('the package is compressed as a whole: build it with hex')
  // The contents are part of the checksum, so they count as wanted, however large.
  const { count, files } = await readTar(file.bytes, (path) => parts.includes(path) || path === 'CHECKSUM', {
    limits: limitsOfWhole(),
  })
  if (count > files.size) throw new UnreadableError(`the package has files other than ${parts.join(', ')} and CHECKSUM`)
  const members = parts.map((part) => {
    const bytes = files.get(part)
    if (!bytes) throw new UnreadableError(`the package has no ${part}`)
    return bytes
  })
  const stated = decodeUtf8(files.get('CHECKSUM') ?? new Uint8Array()).trim()
  const hash = createHash('sha256')
  for (const member of members) hash.update(member)
  const checksum = hash.digest('hex')
  if (stated.toLowerCase() !== checksum) throw new UnreadableError('the package has another CHECKSUM than its contents')

  const layout = decodeUtf8(members[0] ?? new Uint8Array()).trim()
  if (layout !== '3') throw new UnreadableError(`VERSION is ${JSON.stringify(layout)}, but only 3 can be unpacked`)
  const metadata = parseErlangTerms(decodeUtf8(members[1] ?? new Uint8Array()))
  return {
    name: required(text(metadata, 'name'), 'metadata.config: name'),
    version: requireVersion('hex', text(metadata, 'version'), 'metadata.config: version'),
    license: licenseChoice(list(propertyOf(metadata, 'licenses')).filter(isText)),
    summary: text(metadata, 'description'),
    architectures: [],
    dependencies: list(propertyOf(metadata, 'requirements')).flatMap(dependency),
    identifiers: {},
    numFiles: list(propertyOf(metadata, 'files')).length,
  }
}

/** Either a pair of name and properties, or properties that include the name: both are in use. */
function dependency(item: Term): Dependency[] {
  const [key = '', properties = []] = isText(item) ? [] : item
  const [name, from] = isText(key) && !isText(properties) ? [key, properties] : [text(item, 'name'), item]
  if (!name) return []
  const dep_type = propertyOf(from, 'optional') === 'true' ? 'Suggests' : 'Requires'
  return [{ name, dep_type, ...constraint(text(from, 'requirement') ?? '') }]
}

/** Several comparisons are joined by `and` and `or`. */
function constraint(wanted: string): Constraint {
  if (wanted === '') return anyVersion
  return /\s(and|or)\s/.test(wanted) ? range(wanted) : comparison(wanted, '=')
}

function text(terms: Term | undefined, key: string): string | undefined {
  const value = propertyOf(terms, key)
  return (value !== undefined && isText(value) && value.trim()) || undefined
}

function list(term: Term | undefined): readonly Term[] {
  return term === undefined || isText(term) ? [] : term
}

function isText(term: Term): term is string {
  return typeof term === 'string'
}
