import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onlyFile, run } from '../run.ts'
import { distinct, type Source } from '../source.ts'

/** `npm pack` downloads; `npm pkg get` reads the manifest that tar leaves behind when the first folder is taken off, as npm does. */
export const npm: Source = {
  format: 'npm',
  prepare: async () => void (await run('npm', ['--version'])),
  async fetch(what, folder) {
    await run('npm', ['pack', what, '--pack-destination', folder, '--ignore-scripts'], folder)
    return { file: await onlyFile(folder, /\.tgz$/) }
  },
  async facts({ file }, folder) {
    const unpacked = join(folder, 'unpacked')
    await mkdir(unpacked)
    await run('tar', ['-xzf', file, '--strip-components=1', '-C', unpacked])
    const fields = ['name', 'version', 'license', 'dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']
    const told: Record<string, unknown> = JSON.parse(await run('npm', ['pkg', 'get', ...fields], unpacked))
    return {
      name: String(told.name),
      version: String(told.version),
      license: typeof told.license === 'string' ? told.license : undefined,
      dependencies: distinct(fields.slice(3).flatMap((field) => Object.keys(told[field] ?? {}))),
    }
  },
}
