import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { consumer, outcomeOf, root } from './places.ts'

/** The versions of TypeScript that the packages support, and what they are installed as. */
const compilers = { '5.9': 'typescript-5.9', '6.0': 'typescript', '7.0': 'typescript-7.0' }

/**
 * Compiles a program in a consumer's project with every TypeScript, as ESM (`built/program.mjs`) and as CommonJS (`built/program.cjs`).
 *
 * @param versions of TypeScript; all unless said otherwise
 * @param kinds of modules; both unless said otherwise
 * @throws {Error} an error in the program or in our declarations
 */
export async function compile(
  project: string,
  program: string,
  versions: readonly string[] = Object.keys(compilers),
  kinds: readonly ('mts' | 'cts')[] = ['mts', 'cts'],
): Promise<void> {
  copyFileSync(join(consumer, 'tsconfig.json'), join(project, 'tsconfig.json'))
  for (const extension of ['mts', 'cts']) rmSync(join(project, `program.${extension}`), { force: true })
  for (const extension of kinds) writeFileSync(join(project, `program.${extension}`), program)
  // One after the other: each takes the memory of a large program, and the machine has few cores.
  for (const [version, name] of Object.entries(compilers).filter(([version]) => versions.includes(version))) {
    const compiler = join(root, 'node_modules', name, 'bin', 'tsc')
    const { code, output } = await outcomeOf(
      process.execPath,
      [compiler, '--project', 'tsconfig.json', '--pretty', 'false'],
      project,
    )
    const problems = output.split('\n').filter((line) => /\berror TS\d+:/.test(line))
    const ours = problems.filter((line) => !inDependency(line))
    if (ours.length > 0) throw new Error(`TypeScript ${version} finds errors as a consumer:\n${ours.join('\n')}`)
    if (code !== 0 && problems.length === 0) throw new Error(`TypeScript ${version} ended with ${code}:\n${output}`)
    console.log(`TypeScript ${version}: compiled by a consumer`)
  }
}

/**
 * Declarations are checked, not skipped, and those of dependencies with them. Theirs are not ours to mend (msw's need the DOM's), and lie
 * outside the project, where links lead.
 */
const inDependency = (problem: string): boolean => problem.startsWith('..') && problem.includes('/node_modules/')
