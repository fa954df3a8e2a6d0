import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll } from 'vitest'

const home = join(import.meta.dirname, '..', '..')
const installer = pathToFileURL(join(home, '..', '..', 'scripts', 'check-package', 'install.ts'))
/** It is no part of any package, and runs by itself. */
const installing = `import { install } from '${installer}'; install(...process.argv.slice(1))`

/** Packs what would be published and installs it, once for the tests of a file. @returns what gives the folder with `node_modules` */
export function installedPackage(): () => string {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-installed-'))
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', installing, home, folder])
    const main = join(folder, 'node_modules', '@cloudsmith-sdk', 'cli', 'dist', 'main.js')
    await chmod(main, 0o755)
    await mkdir(join(folder, 'node_modules', '.bin'))
    await symlink(main, join(folder, 'node_modules', '.bin', 'cloudsmith-promote'))
    // Packing takes its time on a machine that is busy.
  }, 300_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return () => folder
}
