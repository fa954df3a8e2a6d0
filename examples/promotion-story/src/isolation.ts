import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Emulator } from '@cloudsmith-sdk/emulator'
import type { PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { apply, definePipeline, notQuarantined, plan, planText, scanned } from '@cloudsmith-sdk/promotion'
import { check } from './checks.ts'
import { chapter, tellAll } from './log.ts'
import { inScratch, npm, npmPack } from './npm.ts'
import type { Promoter } from './promoter.ts'
import { owner, type Stage } from './stages.ts'
import { until } from './until.ts'

const pipeline = definePipeline({
  owner,
  stages: [{ repository: 'staging' }, { repository: 'production', gates: [scanned({}), notQuarantined({})] }],
})

/** What the application asks for. It needs color-convert, which needs color-name: nobody has promoted any of them. */
const wanted = { name: 'ansi-styles', version: '4.3.0' }

/** What the public registry has of it. */
export const packOutside = (): Promise<PackageFixture[]> =>
  npmPack('ansi-styles', 'ansi-styles/color-convert', 'ansi-styles/color-convert/color-name')

/** Who takes part in it. */
export interface Isolation {
  readonly emulator: Emulator
  /** What brings to staging what is clean in development. */
  readonly promoter: Promoter
  /** What the public registry has of what the application needs. */
  readonly outside: readonly PackageFixture[]
}

/**
 * An application is installed by npm: from development, which fetches what it lacks, and from production, which has nothing but what was
 * promoted to it.
 */
export function installEverywhere(cloudsmith: Cloudsmith, { emulator, promoter, outside }: Isolation): Promise<void> {
  return inScratch(async (scratch) => {
    const project = (place: Stage) => makeProject(join(scratch, place), emulator, place)

    chapter('Install an application: production serves only what was promoted')
    const { output } = await project('production').install()
    tellAll(output.split('\n').slice(0, 2).join('\n'))
    check('npm cannot install from production, which lacks the dependencies', /\bE404\b/.test(output))
    check(
      'npm can install from development, which fetches them from the upstream',
      (await project('development').install()).succeeded,
    )
    const fetched = await cloudsmith.packages.list({ owner, repo: 'development', query: 'tag:npm-outside' }).toArray()
    const areJudged = () => fetched.every(({ slug_perm }) => promoter.decisions.has(slug_perm))
    await until(areJudged)
    const areKept = fetched.length === outside.length && fetched.every(({ uploader }) => uploader === 'cloudsmith-o6v')
    check(
      `development keeps the ${outside.length} packages that npm installed, and scans them like any other`,
      areKept && areJudged(),
    )

    chapter('Promote a package with its dependencies')
    const select = { query: `name:^${wanted.name}$ AND version:^${wanted.version}$` }
    const made = await plan(cloudsmith, pipeline, { from: 'staging', to: 'production', select, dependencies: 'closure' })
    tellAll(planText(made))
    const report = await apply(cloudsmith, pipeline, made)
    check(
      `one package is selected, and ${outside.length} are promoted: it and its dependencies`,
      report.outcome === 'succeeded' && report.items.length === outside.length,
    )

    const [upstream] = await cloudsmith.repos.upstreams.npm.list({ owner, repo: 'development' }).toArray()
    if (upstream === undefined) throw new Error('Development has no upstream of npm.')
    const { slug_perm } = upstream
    await cloudsmith.repos.upstreams.npm.update({ owner, repo: 'development', slug_perm, is_active: false })
    const production = project('production')
    check('npm installs from production, with the upstream switched off', (await production.install()).succeeded)
    const integrities = production.integrities()
    const same = outside.every(({ bytes }) => integrities.includes(integrity(bytes)))
    check('the bytes are the same as upstream: npm has verified their digests', same && integrities.length === outside.length)
  })
}

/** An application that needs the package, with what npm has to know of a repository. */
function makeProject(folder: string, emulator: Emulator, place: Stage) {
  mkdirSync(folder, { recursive: true })
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content)
  const dependencies = { [wanted.name]: wanted.version }
  write('package.json', JSON.stringify({ name: 'application', version: '1.0.0', private: true, dependencies }))
  write('.npmrc', emulator.registry('npm', `${owner}/${place}`).file('.npmrc'))
  return {
    install: () => npm(folder, 'install'),
    /** What npm has checked each file by. */
    integrities(): string[] {
      const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
      const installed = Object.entries(lock.packages as Record<string, { integrity?: string }>)
      return installed.flatMap(([, row]) => row.integrity ?? [])
    },
  }
}

/** A digest as npm writes it in lock files. */
const integrity = (bytes: Uint8Array): string => `sha512-${createHash('sha512').update(bytes).digest('base64')}`
