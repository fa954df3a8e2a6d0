import { type Compiler, compile } from '../compiler.ts'
import { type Diagnostics, readDiagnostics } from './diagnostics.ts'

/**
 * Checks a program.
 *
 * @param skipLibCheck do not check declarations of packages for themselves: what nearly every project sets
 * @throws {Error} the program has errors, which would make the figures those of another program
 */
export async function check(compiler: Compiler, project: string, skipLibCheck: boolean): Promise<Diagnostics> {
  // TypeScript 7 divides a program between checkers that each instantiate for themselves; with one, its counts compare.
  const single = compiler === '7.0' ? ['--singleThreaded'] : []
  return readDiagnostics(
    await compile(compiler, project, '--noEmit', '--skipLibCheck', String(skipLibCheck), '--extendedDiagnostics', ...single),
  )
}
