import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Advice for the case that OPA is missing. */
export const howToInstallOpa =
  'Install Open Policy Agent, 1.6 or later (https://www.openpolicyagent.org/docs#running-opa), so that `opa` is on the PATH, or say where it is: opaBinary({ path }), --opa PATH or the variable OPA.'

/**
 * Finds the program `opa`: at `path`, which defaults to the variable `OPA`, or else on the `PATH`.
 *
 * @returns its path, or undefined if it was not found
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
