import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** Where Bundler is, which needs no installation. */
export interface Bundler {
  /** What Ruby runs. */
  readonly program: string
  /** Where Ruby finds what it requires. */
  readonly library: string
}

/** Bundler as Debian packs it, in a folder that is thrown away. @returns nothing where there is no Ruby, or no Debian */
export function bundlerFromDebian(): Bundler | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'cloudsmith-bundler-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const options = { cwd: folder, stdio: 'ignore', timeout: 60_000 } as const
  try {
    execFileSync('ruby', ['--version'], options)
    execFileSync('apt-get', ['download', 'ruby-bundler'], options)
    const [archive = ''] = readdirSync(folder)
    execFileSync('dpkg-deb', ['--extract', archive, '.'], options)
    const gems = join(folder, 'usr/share/rubygems-integration/all/gems')
    const [name = ''] = readdirSync(gems)
    return { program: join(gems, name, 'exe/bundle'), library: join(gems, name, 'lib') }
  } catch {
    return undefined
  }
}
