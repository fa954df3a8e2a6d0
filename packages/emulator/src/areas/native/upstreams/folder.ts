import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { formatInfo } from '../../../catalogue/formats.ts'
import { readFiles } from '../../../catalogue/look-into.ts'
import { segmentsOf } from '../../../core/path.ts'
import { visible } from '../../../core/visible.ts'
import { type UpstreamPackage, UpstreamProblem } from '../../../format/native-upstream.ts'
import { blobOf } from '../../../world/blobs.ts'
import { worldPart } from '../../../world/parts.ts'
import type { World } from '../../../world/world.ts'
import { nameKeyOf, wholeName } from '../key.ts'

/** The folder whose subfolders may be upstreams; undefined if none may. */
export const upstreamFolderOf = worldPart<{ folder: string | undefined }>('upstream folder', {
  make: () => ({ folder: undefined }),
})

/** Most packages in an upstream folder. */
const mostFiles = 10_000

/** Deepest nesting of folders that is searched. */
const deepest = 4

/** A cache of files that were read, by path, size and time. */
const known = worldPart<Map<string, Promise<UpstreamPackage | undefined>>>('folder files', { make: () => new Map() })

/** The host of URLs that mean folders: the API only accepts web URLs, and this host leads nowhere else. */
const folderHost = 'folder.localhost'

/** Whether an upstream is a folder. */
export const isFolder = (address: string): boolean => URL.parse(address)?.hostname === folderHost

/**
 * The packages in a folder: every readable file of the format, whatever its name.
 *
 * @param name only packages of this name
 * @throws {UpstreamProblem} if the folder does not exist, or may not be an upstream
 */
export async function packagesInFolder(
  world: World,
  format: string,
  address: string,
  name: string | undefined,
): Promise<readonly UpstreamPackage[]> {
  const folder = await allowedFolder(world, address)
  const { extensions } = formatInfo(format)
  // Files of some formats may have any name.
  const mayBe = (path: string) => extensions.length === 0 || extensions.some((extension) => path.endsWith(extension))
  const paths = (await filesIn(folder, deepest)).filter(mayBe)
  if (paths.length > mostFiles)
    throw new UpstreamProblem(`The folder ${visible(folder)} contains more than ${mostFiles} packages.`)
  const found = await Promise.all(paths.map((path) => packageAt(world, format, path)))
  const nameKey = nameKeyOf(format)
  return found.flatMap((one) => (one !== undefined && (name === undefined || nameKey(one.name) === nameKey(name)) ? [one] : []))
}

async function allowedFolder(world: World, address: string): Promise<string> {
  const { folder: allowed } = upstreamFolderOf(world)
  if (allowed === undefined) {
    throw new UpstreamProblem(
      'A folder can only be an upstream if that is allowed: start the emulator with --upstream-folder (in a program: upstreamFolder).',
    )
  }
  const real = async (path: string) => realpath(path).catch(() => undefined)
  const [root, folder] = [await real(allowed), await real(join(allowed, ...segmentsOf(new URL(address).pathname)))]
  if (root === undefined || folder === undefined) throw new UpstreamProblem(`There is no folder ${visible(address)}.`)
  if (folder !== root && !folder.startsWith(root + sep)) {
    throw new UpstreamProblem(`${visible(address)} is not in the folder for upstreams.`)
  }
  return folder
}

async function filesIn(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const nested = entries.map(async (entry): Promise<string[]> => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return depth === 0 ? [] : filesIn(path, depth - 1)
    // A link could lead out of the folder.
    return entry.isFile() ? [path] : []
  })
  return (await Promise.all(nested)).flat()
}

async function packageAt(world: World, format: string, path: string): Promise<UpstreamPackage | undefined> {
  const { size, mtimeMs } = await stat(path)
  const key = [format, path, size, mtimeMs].join('\n')
  const there = known(world).get(key)
  if (there !== undefined) return there
  const read = readPackageAt(world, format, path)
  known(world).set(key, read)
  return read
}

async function readPackageAt(world: World, format: string, path: string): Promise<UpstreamPackage | undefined> {
  const bytes = new Uint8Array(await readFile(path))
  const filename = path.slice(path.lastIndexOf(sep) + 1)
  const reading = await readFiles(format, { file: { filename, bytes }, extra: {}, fields: {} }, world.limits)
  if (!reading.ok) return undefined
  const { version } = reading.facts
  const name = wholeName(format, reading.facts)
  const { md5, sha1, sha256, sha512 } = blobOf(bytes)
  const checksums = { size: bytes.length, md5, sha1, sha256, sha512 }
  return { name, version, files: [{ filename, url: path, checksums, bytes }], manifest: reading.facts }
}
