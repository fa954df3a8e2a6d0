import { join } from 'node:path'

/** The versions of TypeScript that the packages support, and what they are installed as. */
const compilers: Readonly<Record<string, string>> = { '5.9': 'typescript-5.9', '6.0': 'typescript', '7.0': 'typescript-7.0' }

/** The newest of them, which is the quickest. */
export const newest = '7.0'

/**
 * The path of a version's compiler.
 *
 * @throws {Error} it is none that the packages support
 */
export function compilerOf(version: string): string {
  const name = compilers[version]
  if (name === undefined) throw new Error(`There is no TypeScript ${version} here, but ${Object.keys(compilers).join(', ')}.`)
  return join(import.meta.dirname, '..', 'node_modules', name, 'bin', 'tsc')
}
