import { readTar, readZip, type Wanted } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { entriesAt, parseJsonTable, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { isZip } from '../../files/zip.ts'
import { comparison, range } from '../../format/constraint.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

const isPodspec: Wanted = (path) => /^([^/]+\/)?[^/]+\.podspec(\.json)?$/.test(path)

/**
 * Reads a CocoaPods pod: the podspec at the root of a zip file or tarball, or in its top folder. A `.podspec.json` is read completely. A `.podspec`
 * is a Ruby program, of which only literal attributes are read, and no dependencies.
 *
 * @see https://guides.cocoapods.org/syntax/podspec.html
 */
export async function readCocoapods({ file }: PackageUpload): Promise<Manifest> {
  const { count, files } = isZip(file.bytes) ? readZip(file.bytes, isPodspec) : await readTar(file.bytes, isPodspec)
  const [[path, bytes] = [], ...others] = [...files].sort(([a], [b]) => rank(a) - rank(b))
  if (!path || !bytes || (others[0] && rank(others[0][0]) === rank(path)))
    throw new UnreadableError(`the archive has ${files.size} podspecs instead of one`)
  const podspec = path.endsWith('.json') ? parseJsonTable(bytes, path) : rubyAttributes(decodeUtf8(bytes))
  const name = required(textAt(podspec, 'name'), 'name in the podspec')
  const called = path.replace(/^.*\/|\.podspec(\.json)?$/g, '')
  if (name !== called) throw new UnreadableError(`${path} is of ${JSON.stringify(name)}: it has to be called as its pod`)
  return {
    name,
    version: requireVersion('cocoapods', textAt(podspec, 'version'), 'version in the podspec'),
    license: textAt(podspec, 'license') ?? textAt(podspec, 'license', 'type'),
    summary: textAt(podspec, 'summary'),
    description: textAt(podspec, 'description'),
    architectures: [],
    dependencies: entriesAt(podspec, 'dependencies').map(([name, wanted]) => dependency(name, textsAt(wanted))),
    identifiers: {},
    numFiles: count,
  }
}

/** Prefers the root to folders, and JSON to Ruby. */
function rank(path: string): number {
  return (path.includes('/') ? 2 : 0) + (path.endsWith('.json') ? 0 : 1)
}

function rubyAttributes(source: string): Record<string, string> {
  const assignments = source.matchAll(/^[ \t]*\w+\.(name|version|license|summary|description)[ \t]*=[ \t]*(["'])([^"'\n#]*)\2/gm)
  return Object.fromEntries([...assignments].map(([, name = '', , value = '']) => [name, value]))
}

function dependency(name: string, wanted: readonly string[]): Dependency {
  const [only = '', ...others] = wanted
  return { name, dep_type: 'Requires', ...(others.length > 0 ? range(wanted.join(', ')) : comparison(only, '=')) }
}
