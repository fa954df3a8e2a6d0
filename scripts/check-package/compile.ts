import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compilerOf } from '../compilers.ts'
import { consumer, outcomeOf } from './places.ts'

/**
 * Compiles a program in a consumer's project with versions of TypeScript, as ESM (`built/program.mjs`) and as CommonJS (`built/program.cjs`).
 *
 * @param kinds of modules; both unless said otherwise
 * @throws {Error} an error in the program or in our declarations
 */
export async function compile(
  project: string,
  program: string,
  versions: readonly string[],
  kinds: readonly ('mts' | 'cts')[] = ['mts', 'cts'],
): Promise<void> {
  if (versions.length === 0) throw new Error('Name the versions of TypeScript that are to compile it.')
  copyFileSync(join(consumer, 'tsconfig.json'), join(project, 'tsconfig.json'))
  for (const extension of ['mts', 'cts']) rmSync(join(project, `program.${extension}`), { force: true })
  for (const extension of kinds) writeFileSync(join(project, `program.${extension}`), program)
  // One after the other: each takes the memory of a large program, and the machine has few cores.
  for (const version of versions) {
    const { code, output } = await outcomeOf(process.execPath, commandOf(version), project)
    const problems = output.split('\n').filter((line) => /\berror TS\d+:/.test(line))
    const ours = problems.filter((line) => !inDependency(line))
    if (ours.length > 0) throw new Error(`TypeScript ${version} finds errors as a consumer:\n${ours.join('\n')}`)
    if (code !== 0 && problems.length === 0) throw new Error(`TypeScript ${version} ended with ${code}:\n${output}`)
    console.log(`TypeScript ${version}: compiled by a consumer`)
  }
}

/** What compiles the project: with a compiler that is a library, only what is ours, which takes it half of the time. */
function commandOf(version: string): string[] {
  const compiler = compilerOf(version)
  const library = join(dirname(compiler), '..', 'lib', 'typescript.js')
  return existsSync(library)
    ? [join(import.meta.dirname, 'check-ours.ts'), library]
    : [compiler, '--project', 'tsconfig.json', '--pretty', 'false']
}

/**
 * Declarations are checked, not skipped, and the newest compiler checks those of dependencies with them. Theirs are not ours to mend (msw's
 * need the DOM's), and lie outside the project, where links lead.
 */
const inDependency = (problem: string): boolean => problem.startsWith('..') && problem.includes('/node_modules/')
