import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Freezes what a version of a package promises, into `tests/consumer/programs/released/PACKAGE/VERSION…`: its consumer's program, and the digests of the
 * documents that the version wrote, where there are any. Of each minor version one is kept: a patch takes its place.
 *
 * @param root of the repository
 * @returns the files that were written
 */
export function freeze(root: string, name: string, version: string): string[] {
  const folder = join(root, 'tests', 'consumer', 'programs', 'released', name)
  const line = version.split('.').slice(0, 2).join('.')
  mkdirSync(folder, { recursive: true })
  for (const older of globSync(`${line}.*`, { cwd: folder })) rmSync(join(folder, older))
  const program = join(folder, `${version}.ts`)
  copyFileSync(join(root, 'tests', 'consumer', 'programs', `${name}.ts`), program)
  const digests = digestsOf(join(root, 'packages', name, 'test', 'golden'))
  if (digests === undefined) return [program]
  const documents = join(folder, `${version}.documents.json`)
  writeFileSync(documents, `${JSON.stringify(digests, null, 2)}\n`)
  return [program, documents]
}

/** Which documents are not as they were when a version was frozen, each with that version. */
export function changedDocuments(root: string): string[] {
  const released = join(root, 'tests', 'consumer', 'programs', 'released')
  return globSync('*/*.documents.json', { cwd: released }).flatMap((file) => {
    const [name = '', version = ''] = file.replace('.documents.json', '').split(/[/\\]/)
    const now = digestsOf(join(root, 'packages', name, 'test', 'golden')) ?? {}
    const then = JSON.parse(readFileSync(join(released, file), 'utf8')) as Record<string, string>
    return Object.keys(then).flatMap((each) => (now[each] === then[each] ? [] : [`${each}, which ${name} ${version} wrote`]))
  })
}

/** SHA-256 of each file of a folder, by its path in it; nothing where there is no such folder. */
function digestsOf(folder: string): Record<string, string> | undefined {
  if (!existsSync(folder)) return undefined
  const files = globSync('v*/*', { cwd: folder }).map((file) => file.replaceAll('\\', '/'))
  const entries = files.sort().map((file) => [
    file,
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex'),
  ])
  return Object.fromEntries(entries) as Record<string, string>
}
