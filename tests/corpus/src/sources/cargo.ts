import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { onlyFile, run } from '../run.ts'
import { distinct, type Source } from '../source.ts'

/** A crate that depends on the one that is wanted: `cargo fetch` then downloads it, among others, into a home of its own. */
export const cargo: Source = {
  format: 'cargo',
  prepare: async () => void (await run('cargo', ['--version'])),
  async fetch(what, folder) {
    const [name = '', version = ''] = what.split('@')
    await mkdir(join(folder, 'src'))
    await writeFile(join(folder, 'src', 'lib.rs'), '')
    await writeFile(
      join(folder, 'Cargo.toml'),
      `[package]\nname = "wanting"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nwanted = { package = "${name}", version = "=${version}" }\n`,
    )
    await run('cargo', ['fetch', '--quiet'], folder, { CARGO_HOME: join(folder, 'home') })
    const escaped = `${name}-${version}`.replaceAll('.', '\\.')
    return { file: await onlyFile(join(folder, 'home', 'registry', 'cache'), new RegExp(`/${escaped}\\.crate$`)) }
  },
  async facts({ file }, folder) {
    await run('tar', ['-xzf', file, '-C', folder])
    const manifest = join(folder, basename(file, '.crate'), 'Cargo.toml')
    const told = JSON.parse(
      await run('cargo', ['metadata', '--no-deps', '--offline', '--format-version=1', '--manifest-path', manifest]),
    )
    const [found] = told.packages
    return {
      name: found.name,
      version: found.version,
      license: found.license ?? undefined,
      dependencies: distinct(found.dependencies.map((each: { name: string }) => each.name)),
    }
  },
}
