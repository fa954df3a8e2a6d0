import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { isThere } from './program.ts'

/** How NuGet's own client is started. */
export interface NugetProgram {
  readonly command: readonly [program: string, ...args: string[]]
  readonly env: Readonly<Record<string, string>>
}

/** The assemblies that it loads, as Debian calls the packages that have them. */
const assemblies = [
  ...['corlib4.5-dll', 'microsoft-build-framework4.0-cil', 'microsoft-build-utilities-v4.0-4.0-cil', 'microsoft-build4.0-cil'],
  ...['microsoft-csharp4.0-cil', 'security4.0-cil', 'system4.0-cil', 'system-componentmodel-composition4.0-cil'],
  ...['system-componentmodel-dataannotations4.0-cil', 'system-configuration4.0-cil', 'system-core4.0-cil', 'system-data4.0-cil'],
  ...['system-data-services-client4.0-cil', 'system-io-compression4.0-cil', 'system-net-http4.0-cil', 'system-numerics4.0-cil'],
  ...['system-runtime-serialization4.0-cil', 'system-security4.0-cil', 'system-servicemodel4.0a-cil', 'system-xml4.0-cil'],
  ...['system-servicemodel-internals0.0-cil', 'system-transactions4.0-cil', 'system-xml-linq4.0-cil', 'windowsbase4.0-cil'],
].map((name) => `libmono-${name}`)

/**
 * NuGet's own client, which npm has as a package, and the Mono that it runs on: that of this machine, or Debian's in a folder that is thrown
 * away. Debian's own NuGet is of before version 3 of the protocol.
 *
 * @returns nothing where one of the two is not to be had
 */
export function nugetProgram(): NugetProgram | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'cloudsmith-nuget-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const options = { cwd: folder, stdio: 'ignore', timeout: 100_000 } as const
  try {
    execFileSync(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, 'nuget-exe@5.8.0'],
      options,
    )
    const client = join(folder, 'node_modules/nuget-exe/nuget-5.8.0.exe')
    if (isThere('mono', '--version')) return { command: ['mono', client], env: {} }
    const archives = join(folder, 'archives')
    mkdirSync(archives)
    execFileSync('apt-get', ['download', 'mono-runtime-sgen', 'mono-runtime-common', ...assemblies], {
      ...options,
      cwd: archives,
    })
    for (const archive of readdirSync(archives)) execFileSync('dpkg-deb', ['--extract', join(archives, archive), '.'], options)
    const usr = join(folder, 'usr')
    const env = {
      LD_LIBRARY_PATH: join(usr, 'lib'),
      MONO_CFG_DIR: join(folder, 'etc'),
      MONO_GAC_PREFIX: usr,
      MONO_PATH: join(usr, 'lib/mono/4.5'),
    }
    execFileSync(join(usr, 'bin/mono-sgen'), [client, 'help'], { ...options, env: { ...process.env, ...env } })
    return { command: [join(usr, 'bin/mono-sgen'), client], env }
  } catch {
    return undefined
  }
}
