import { readZip } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a Go module zip, in which every path starts with `module@version/`. The version keeps its `v`. A module from before `go.mod`
 * has no dependencies.
 *
 * Requirements are lower bounds; those marked `// indirect` belong to other modules and are left out.
 *
 * @see https://go.dev/ref/mod#zip-files
 */
export function readGo({ file }: PackageUpload): Manifest {
  const roots = new Set<string>()
  const { count, files } = readZip(file.bytes, (path) => {
    const [, root = '', inside = ''] = /^([^@]+@[^/]+)\/(.+)$/.exec(path) ?? []
    roots.add(root)
    return inside === 'go.mod'
  })
  const [root = ''] = roots
  const [, name, version] = /^([^@\s]+)@(v\d+\.\d+\.\d[-+.\w]*)$/.exec(root) ?? []
  if (!name || !version || roots.size > 1)
    throw new UnreadableError('the paths in the zip do not all start with one module@version/')
  const manifest = decodeUtf8(files.get(`${root}/go.mod`) ?? new Uint8Array())
  return { name, version, architectures: [], dependencies: requirements(manifest), identifiers: {}, numFiles: count }
}

/** Lines are read one by one: `require ( … )` around some, `require` before others. */
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
