import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { newest } from '../compilers.ts'
import { compile } from './compile.ts'
import { consumer } from './places.ts'

/**
 * Compiles the programs of earlier releases in a consumer's project: what they were promised still holds. One that was broken on purpose is
 * deleted, together with the changeset that says so.
 *
 * @param short the package's name
 * @throws {Error} one does not compile any more; it names the release
 */
export async function checkReleased(
  project: string,
  short: string,
  released = join(consumer, 'programs', 'released'),
): Promise<void> {
  for (const file of globSync(`${short}/*.ts`, { cwd: released }).sort()) {
    const version = basename(file, '.ts')
    console.log(`As a consumer of ${version}:`)
    try {
      await compile(project, readFileSync(join(released, file), 'utf8'), [newest], ['mts'])
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`What compiled with ${short} ${version} does not compile any more. ${said}`, { cause })
    }
  }
}
