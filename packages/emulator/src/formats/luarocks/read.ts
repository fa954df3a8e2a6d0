import { onlyFile, readZip } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison } from '../../format/constraint.ts'
import type { Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'
import { parseLuaAssignments } from './lua-values.ts'

/**
 * Reads a LuaRocks package: a `.rockspec`, or a rock, which is a zip archive with a rockspec at its root. The version includes the revision
 * (`1.0-1`), which is the release as well. The file name of a rock ends with its platform: `src`, `all`, or a machine, which is the architecture.
 *
 * @see https://github.com/luarocks/luarocks/blob/main/docs/rockspec_format.md
 */
export function readLuarocks({ file }: PackageUpload): Manifest {
  const { count, path, bytes } = openRock(file)
  const rockspec = parseLuaAssignments(decodeUtf8(bytes))
  const name = required(textAt(rockspec, 'package'), 'package in the rockspec')
  const version = required(textAt(rockspec, 'version'), 'the version in the rockspec')
  if (!/^[a-z\d.]+-\d+$/i.test(version))
    throw new UnreadableError(
      `the version in the rockspec is ${JSON.stringify(version)} instead of a version, a dash and a revision`,
    )
  const called = `${name.toLowerCase()}-${version}.rockspec`
  if (path !== called) throw new UnreadableError(`the rockspec is called ${path}, but it is of ${called}`)
  const [, platform] = /\.([\w-]+)\.rock$/.exec(file.filename) ?? []
  return {
    name,
    version,
    release: /-(\d+)$/.exec(version)?.[1],
    license: textAt(rockspec, 'description', 'license'),
    summary: textAt(rockspec, 'description', 'summary'),
    description: textAt(rockspec, 'description', 'detailed'),
    architectures: platform ? [platform] : [],
    dependencies: [
      ...dependencies(textsAt(rockspec, 'dependencies'), 'Depends'),
      ...dependencies(textsAt(rockspec, 'build_dependencies'), 'Build-Depends'),
      ...dependencies(textsAt(rockspec, 'test_dependencies'), 'Test'),
    ],
    identifiers: {},
    numFiles: count,
  }
}

function openRock({ filename, bytes }: PackageUpload['file']): { count: number; path: string; bytes: Uint8Array } {
  if (/\.rockspec$/i.test(filename)) return { count: 0, path: filename, bytes }
  const archive = readZip(bytes, (path) => /^[^/]+\.rockspec$/.test(path))
  const found = onlyFile(archive, '.rockspec at its root')
  return { count: archive.count, path: [...archive.files.keys()][0] ?? '', bytes: found }
}

/** `lua >= 5.1, < 5.5`, `argparse`, `penlight ~> 1.5`. */
function dependencies(listed: readonly string[], dep_type: DependencyType): Dependency[] {
  return listed.flatMap((text) => {
    const [, name, wanted = ''] = /^([\w./-]+)(.*)$/s.exec(text) ?? []
    return name ? [{ name, dep_type, ...comparison(wanted, '=') }] : []
  })
}
