import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './places.ts'
import { pnpm, run } from './run.ts'

/** A clone of the repository that is thrown away. */
export interface Scratch {
  /** The folder in which the clone is, and whatever else comes of it. */
  readonly folder: string
  readonly clone: string
  /** The commit that is released. */
  readonly commit: string
  remove(): Promise<void>
}

/** Clones what is committed here, with what is changed in files that are known to Git, and installs it. */
export async function scratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-release-'))
  const clone = join(folder, 'clone')
  const author = { GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@example.com' }
  const env = { ...author, GIT_COMMITTER_NAME: 'Test', GIT_COMMITTER_EMAIL: 'test@example.com' }
  const changed = (await run(['git', 'stash', 'create'], { folder: root, env })).trim()
  await run(['git', 'clone', '--quiet', '--shared', '--no-tags', root, clone], { folder })
  await run(['git', 'checkout', '--quiet', '-B', 'main', changed || 'HEAD'], { folder: clone })
  // Nothing leads back to where it came from: tags that are made here stay here.
  await run(['git', 'remote', 'remove', 'origin'], { folder: clone })
  await run(pnpm('install', '--frozen-lockfile', '--prefer-offline'), { folder: clone })
  const commit = (await run(['git', 'rev-parse', 'HEAD'], { folder: clone })).trim()
  return { folder, clone, commit, remove: () => rm(folder, { recursive: true, force: true }) }
}
