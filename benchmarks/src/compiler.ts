import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')

/** The compilers that the SDK claims to work with: their versions, and the packages in the root that hold them. */
export const compilers = { '5.9': 'typescript-5.9', '6.0': 'typescript', '7.0': 'typescript-7.0' } as const

/** A compiler's version. */
export type Compiler = keyof typeof compilers

/** The compiler whose figures are reported: the one that the repository is built with. */
export const reported: Compiler = '6.0'

const options = {
  strict: true,
  target: 'es2023',
  module: 'preserve',
  moduleResolution: 'bundler',
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: [],
}

/** Writes the project file of some programs, and gives its path. */
export async function writeProject(
  folder: string,
  programs: readonly string[],
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const project = join(folder, `tsconfig.${programs.join('-').replaceAll('/', '-')}.json`)
  await writeFile(project, JSON.stringify({ compilerOptions: { ...options, ...overrides }, files: programs }))
  return project
}

/**
 * Compiles a project and gives what the compiler prints.
 *
 * @throws {Error} the project has errors; the message holds the first of them
 */
export async function compile(compiler: Compiler, project: string, ...args: string[]): Promise<string> {
  const tsc = join(root, 'node_modules', compilers[compiler], 'bin', 'tsc')
  try {
    const { stdout } = await run(process.execPath, [tsc, '--project', project, ...args], { maxBuffer: 2 ** 26 })
    return stdout
  } catch (cause) {
    const { stdout = '' } = cause as { stdout?: string }
    const errors = stdout.split('\n').filter((line) => line.includes('error TS'))
    throw new Error(`TypeScript ${compiler} finds ${errors.length} errors in ${project}:\n${errors.slice(0, 5).join('\n')}`, {
      cause,
    })
  }
}
