import { join } from 'node:path'
import { bin, consumer, outcomeOf } from './places.ts'

/** The oldest Node that the packages support, and the repository's own. */
const nodes = [join(consumer, 'node_modules', '.bin', 'node'), bin('node')]

/**
 * Runs the compiled program on every Node, as ESM and as CommonJS. It must say `done`: a promise that never settles ends a process with
 * success.
 *
 * @throws {Error} it fails somewhere
 */
export async function runEverywhere(project: string, files = ['program.mjs', 'program.cjs']): Promise<void> {
  for (const node of nodes) {
    const version = (await outcomeOf(node, ['--version'])).output.trim()
    for (const file of files) {
      const { code, output } = await outcomeOf(node, [join('built', file)], project)
      const problem = code !== 0 ? `ended with ${code}` : output.startsWith('done') ? undefined : 'ended before it was done'
      if (problem !== undefined) throw new Error(`${file} ${problem} on Node ${version}:\n${output}`)
      console.log(`Node ${version}: ${file} ran`)
    }
  }
}
