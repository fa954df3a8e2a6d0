import { readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from './compile.ts'
import { consumer } from './places.ts'
import { runEverywhere } from './run-everywhere.ts'

/** Another version of what users have beside a package. */
interface Neighbour {
  readonly module: string
  /** What the consumer's workspace calls this version. */
  readonly installedAs: string
  /** What is compiled against it; the package's own program where nothing is said, which is run as well. */
  readonly program?: string
}

const neighbours: Readonly<Record<string, readonly Neighbour[]>> = {
  emulator: [
    { module: 'msw', installedAs: 'msw-2' },
    { module: 'vitest', installedAs: 'vitest', program: 'vitest-5' },
    { module: 'vitest', installedAs: 'vitest-4', program: 'vitest-4' },
    { module: 'testcontainers', installedAs: 'testcontainers', program: 'testcontainers' },
  ],
}

/**
 * Compiles and runs programs in a consumer's project with each version of what a package is used with.
 *
 * @param short the package's name
 * @throws {Error} an error in a program or in our declarations
 */
export async function checkAlongside(project: string, short: string): Promise<void> {
  for (const { module, installedAs, program } of neighbours[short] ?? []) {
    const target = join(project, 'node_modules', module)
    rmSync(target, { force: true })
    symlinkSync(realpathSync(join(consumer, 'node_modules', installedAs)), target)
    const { version } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as { version: string }
    console.log(`Beside ${module} ${version}:`)
    const file = program === undefined ? `${short}.ts` : join('alongside', `${program}.ts`)
    // As ESM, which ours are: what comes in both kinds declares its classes twice, and each is none of the other.
    await compile(project, readFileSync(join(consumer, 'programs', file), 'utf8'), ['6.0'], ['mts'])
    if (program === undefined) await runEverywhere(project, ['program.mjs'])
  }
}
