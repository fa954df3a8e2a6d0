import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** Runs a tool and returns what it printed. Two minutes and 64 MiB are enough for every package of the table. */
export async function run(
  tool: string,
  args: readonly string[],
  cwd?: string,
  env: Record<string, string> = {},
): Promise<string> {
  const options = {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    timeout: 120_000,
    maxBuffer: 64 * 2 ** 20,
  }
  const { stdout } = await exec(tool, [...args], options)
  return stdout
}

/** The only file in a folder whose name ends so. */
export async function onlyFile(folder: string, ending: RegExp): Promise<string> {
  const [name, ...others] = (await readdir(folder, { recursive: true })).filter((each) => ending.test(each))
  if (name === undefined || others.length > 0)
    throw new Error(
      `${folder} has ${others.length + (name === undefined ? 0 : 1)} files that end with ${ending.source} instead of one`,
    )
  return join(folder, name)
}
