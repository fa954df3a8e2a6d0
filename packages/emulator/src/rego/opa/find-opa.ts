import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What to do where there is no OPA. */
export const howToInstallOpa =
  'Install Open Policy Agent, 1.6 or later (https://www.openpolicyagent.org/docs#running-opa), so that `opa` is on the PATH, or say where it is: opaBinary({ path }), --opa PATH or the variable OPA.'

/**
 * Finds the program `opa`: where `path` says, else the variable `OPA`, else on the `PATH`.
 *
 * @returns its path, or undefined where there is none
 */
export function findOpa(path: string | undefined = process.env.OPA): string | undefined {
  if (path) return isProgram(path) ? path : undefined
  const name = process.platform === 'win32' ? 'opa.exe' : 'opa'
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
