import { existsSync, realpathSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What a package takes on the disk. */
export interface Installed {
  readonly name: string
  readonly bytes: number
}

interface Manifest {
  readonly name: string
  readonly files?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/**
 * A package and all that would be installed with it in an empty folder, each once, largest first. Of a package of this workspace counts what it
 * publishes: nothing has to be downloaded to know.
 *
 * @param home folder of the package
 */
export async function installedWith(home: string): Promise<readonly Installed[]> {
  const found = new Map<string, Installed>()
  await add(realpathSync(home))
  return [...found.values()].sort((a, b) => b.bytes - a.bytes)

  async function add(folder: string): Promise<void> {
    if (found.has(folder)) return
    const manifest: Manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    const { name, files, dependencies = {}, optionalDependencies = {} } = manifest
    found.set(folder, { name, bytes: 0 })
    const isOurs = !folder.includes(`${join('/', 'node_modules')}/`)
    const published = isOurs && files !== undefined ? ['package.json', ...files] : ['.']
    const sizes = await Promise.all(published.map((entry) => bytesIn(join(folder, entry))))
    found.set(folder, { name, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) })
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = locate(other, folder)
      if (place !== undefined) await add(place)
      // What is only for other platforms is not installed here either.
      else if (!Object.hasOwn(optionalDependencies, other)) throw new Error(`${name} needs ${other}, which is not installed.`)
    }
  }
}

/** Where Node would find a package. */
function locate(name: string, from: string): string | undefined {
  const place = join(from, 'node_modules', name)
  if (existsSync(join(place, 'package.json'))) return realpathSync(place)
  return dirname(from) === from ? undefined : locate(name, dirname(from))
}

/** Bytes of a file, or of all files of a folder but the packages in it. */
async function bytesIn(path: string): Promise<number> {
  const found = await stat(path)
  if (!found.isDirectory()) return found.size
  const names = (await readdir(path)).filter((name) => name !== 'node_modules')
  const sizes = await Promise.all(names.map((name) => bytesIn(join(path, name))))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}
