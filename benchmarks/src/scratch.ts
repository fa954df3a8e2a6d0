import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The benchmarks' own dependencies: this SDK and its peers. */
const modules = join(import.meta.dirname, '..', 'node_modules')

/** Gives a task an empty folder whose programs can import the SDK and its peers, and removes it afterwards. */
export async function withScratch<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-sdk-bench-'))
  try {
    await symlink(modules, join(folder, 'node_modules'), 'junction')
    return await task(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
