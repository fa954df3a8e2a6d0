import { accessSync, constants, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import { InvalidRequestError } from '../errors/base.ts'
import type { Environment } from './environment.ts'

/** A file that may contain settings. */
export interface Place {
  readonly path: string
  /** The file is in the working directory, perhaps from a cloned repository: the user need not have written it. */
  readonly foreign: boolean
}

/**
 * The places of a settings file, in order of precedence: the one that the variable names, the working directory, the user's folders.
 *
 * @param name `credentials.ini` or `config.ini`
 * @param variable environment variable that names such a file, or a folder that contains one
 * @throws {InvalidRequestError} the variable names something that does not exist or cannot be read
 * @see docs/service.md#settings
 */
export function placesOf(name: string, variable: string, environment: Environment): Place[] {
  const { cwd, home, platform } = environment
  const { join } = platform === 'win32' ? win32 : posix
  const own = [userFolder(environment), join(home, '.cloudsmith')].map((folder) => ({ path: join(folder, name), foreign: false }))
  return [...named(name, variable, environment), { path: join(cwd, name), foreign: true }, ...own]
}

function named(name: string, variable: string, { variable: read, cwd, platform }: Environment): Place[] {
  const value = read(variable)
  if (value === undefined) return []
  const { join, resolve } = platform === 'win32' ? win32 : posix
  const path = resolve(cwd, value)
  try {
    accessSync(path, constants.R_OK)
  } catch (cause) {
    throw new InvalidRequestError(`${variable} names ${path}, which cannot be read.`, { cause })
  }
  return [{ path: statSync(path).isDirectory() ? join(path, name) : path, foreign: false }]
}

/** The system's folder for application settings. */
function userFolder({ variable, home, platform }: Environment): string {
  if (platform === 'win32') return win32.join(variable('APPDATA') ?? home, 'cloudsmith')
  if (platform === 'darwin') return posix.join(home, 'Library/Application Support/cloudsmith')
  return posix.join(variable('XDG_CONFIG_HOME') ?? posix.join(home, '.config'), 'cloudsmith')
}
