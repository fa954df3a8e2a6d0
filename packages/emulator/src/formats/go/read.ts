import { readZip } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

/**
 * Reads a Go module zip, in which every path starts with `module@version/`. The version keeps its `v`. A module from before `go.mod` existed has no
 * dependencies.
 *
 * Requirements are lower bounds. Those marked `// indirect` belong to other modules and are left out.
 *
 * @see https://go.dev/ref/mod#zip-files
 */
export function readGo({ file }: PackageUpload): Manifest {
  const roots = new Set<string>()
  const lowered = new Set<string>()
  const { count, files } = readZip(file.bytes, (path) => {
    const [, root = '', inside = ''] = /^([^@]+@[^/]+)\/(.+)$/.exec(path) ?? []
    roots.add(root)
    if (lowered.has(path.toLowerCase())) throw new UnreadableError(`the zip has ${path} twice, differing only in case`)
    lowered.add(path.toLowerCase())
    if (inside !== 'go.mod' && /(^|\/)go\.mod$/i.test(inside))
      throw new UnreadableError(`${path} is a go.mod that is not at the root of the module`)
    return inside === 'go.mod'
  })
  const [root = ''] = roots
  const [, name, version] = /^([^@\s]+)@(v\d+\.\d+\.\d[-+.\w]*)$/.exec(root) ?? []
  if (!name || !version || roots.size > 1)
    throw new UnreadableError('the paths in the zip do not all start with one module@version/')
  checkMajor(name, requireVersion('go', version, 'the version in the paths'))
  const manifest = decodeUtf8(files.get(`${root}/go.mod`) ?? new Uint8Array())
  const declared = /^[ \t]*module[ \t]+"?([^\s"]+)"?/m.exec(manifest)?.[1]
  if (manifest !== '' && declared !== name)
    throw new UnreadableError(`go.mod is of ${declared ?? 'no module'}, but the paths in the zip are of ${name}`)
  return { name, version, architectures: [], dependencies: requirements(manifest), identifiers: {}, numFiles: count }
}

/**
 * From the second major version on, either the path ends with it, or the version with `+incompatible`. @see
 * https://go.dev/ref/mod#major-version-suffixes
 */
function checkMajor(name: string, version: string): void {
  const major = version.slice(1).split('.', 1)[0] ?? ''
  const [, suffix] = /^gopkg\.in\//.test(name) ? (/\.v(\d+)$/.exec(name) ?? []) : (/\/v(\d+)$/.exec(name) ?? [])
  const isFit = suffix === undefined ? Number(major) < 2 || version.endsWith('+incompatible') : suffix === major
  if (!isFit) throw new UnreadableError(`the module ${name} cannot have version ${version}: its path has to end with /v${major}`)
}

/** Lines are parsed one by one: `require ( … )` surrounds some, `require` precedes others. */
function requirements(manifest: string): Dependency[] {
  let isInside = false
  return manifest.split('\n').flatMap((line) => {
    const [code = '', comment = ''] = line.split('//', 2)
    if (/^\s*require\s*\(/.test(code)) isInside = true
    else if (code.trim() === ')') isInside = false
    const wanted = isInside ? code : /^\s*require\s(.*)$/s.exec(code)?.[1]
    const [, name, version] = /^\s*"?([^\s"()]+)"?\s+"?(v\d[^\s"]*)"?\s*$/.exec(wanted ?? '') ?? []
    if (!name || !version || /^\s*indirect\b/.test(comment)) return []
    return [{ name, operator: '>=', version, dep_type: 'Requires' }]
  })
}
