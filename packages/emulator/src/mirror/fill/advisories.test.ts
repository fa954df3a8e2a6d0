import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../test/json.ts'
import { clientOf, mirrorClient } from '../../../test/mirror-client.ts'
import { conformingOptions, story } from '../../../test/story.ts'
import { createEmulator, type Emulator, parseAdvisory } from '../../index.ts'
import { createMirror, type MirrorDocument, readMirror } from '../../mirror.ts'
import { bundledAdvisories } from '../../scan/index.ts'
import { openState } from '../../state/state-folder.ts'
import { dockerImage, npmPackage } from '../../testing.ts'

/** The findings of scans by `repository/name@version`, in their order. */
async function foundIn(emulator: Emulator): Promise<Record<string, Json[]>> {
  const found: Record<string, Json[]> = {}
  for (const pkg of emulator.world.packages.values()) {
    const [scan] = pkg.scanning.scans
    const { body } = await clientOf(emulator)(
      'GET',
      `/vulnerabilities/acme/${pkg.repository.settings.slug}/${pkg.slugPerm}/${scan?.identifier}/`,
    )
    const { name, version } = pkg.content.facts ?? {}
    found[`${pkg.repository.settings.slug}/${name}@${version}`] = body.scans[0].results
  }
  return found
}

describe('what scans found in a workspace is known to its mirror as advisories', () => {
  const minimist = (version: string) => npmPackage({ name: 'minimist', version })

  async function mirrored(change: (document: MirrorDocument) => void = () => {}, findings = 'all') {
    const { emulator: real } = story()
    await real.add('acme/dev', minimist('1.2.5'))
    const document = await readMirror(mirrorClient(real), { owner: 'acme', findings })
    change(document)
    return { ...createMirror(document, conformingOptions), real }
  }

  /** The scan of the only package that was scanned. */
  function scanIn({ repositories }: MirrorDocument): MirrorDocument['repositories'][number]['scans'][string] {
    const [scan] = repositories.flatMap(({ scans }) => Object.values(scans))
    if (scan === undefined) throw new Error('it was scanned')
    return scan
  }

  test('so whatever comes there later under the same name and version is found to have the same', async () => {
    const { emulator } = await mirrored()
    expect(emulator.advisories.map(({ id }) => id)).toEqual(['CVE-2021-44906'])
    await emulator.add('acme/staging', minimist('1.2.5'))
    await emulator.add('acme/staging', minimist('1.2.4'))
    const found = await foundIn(emulator)
    expect(found['dev/minimist@1.2.5']).toMatchObject([
      { vulnerability_id: 'CVE-2021-44906', fixed_version: { version: '1.2.6' } },
    ])
    expect(found['staging/minimist@1.2.5']).toEqual(found['dev/minimist@1.2.5'])
    // Nothing is known about this version, and the mirror reports that.
    expect(found['staging/minimist@1.2.4']).toEqual([])
  })

  test('which other versions they would be about is told as unknown', async () => {
    const { unknown } = await mirrored()
    expect(unknown).toContainEqual({
      what: 'findings',
      where: 'acme',
      why: 'not available',
      detail: 'which other versions are affected: only scanned versions are known',
    })
  })

  test('as grave as the workspace says, whatever scores and other advisories would say', async () => {
    const { emulator } = await mirrored((document) => {
      const [row] = scanIn(document).results
      if (row) Object.assign(row, { severity: 'Low', severity_source: 'vendor' })
    })
    emulator.advise(bundledAdvisories)
    await emulator.add('acme/staging', minimist('1.2.5'))
    const found = await foundIn(emulator)
    expect(found['staging/minimist@1.2.5']).toMatchObject([{ severity: 'Low', severity_source: 'vendor' }])
    await emulator.add('acme/staging', minimist('1.2.4'))
    expect((await foundIn(emulator))['staging/minimist@1.2.4']).toMatchObject([{ severity: 'Critical' }])
  })

  test('each as often as it was found, and parts that come by themselves have what was found in them', async () => {
    const { emulator } = await mirrored((document) => {
      const scan = scanIn(document)
      const part = { package_name: 'inner', affected_version: { version: '3.0.0' } }
      scan.results = scan.results.flatMap((row) => [row, { ...row, ...part }, { ...row, ...part }])
    })
    await emulator.add('acme/staging', minimist('1.2.5'))
    await emulator.add('acme/staging', npmPackage({ name: 'inner', version: '3.0.0' }))
    const found = await foundIn(emulator)
    const names = (place: string) => found[place]?.map(({ package_name }) => package_name)
    expect(names('dev/minimist@1.2.5')).toEqual(['minimist', 'inner', 'inner'])
    expect(names('staging/minimist@1.2.5')).toEqual(['minimist', 'inner', 'inner'])
    expect(names('staging/inner@3.0.0')).toEqual(['inner'])
  })

  test('of several scans of a version the latest counts, and one that was not read only where none was', async () => {
    const withCopies = async (findings: string, later: boolean) => {
      const { emulator: real } = story()
      await real.add('acme/dev', minimist('1.2.5'))
      await real.clock.advance(60_000)
      await real.add('acme/staging', minimist('1.2.5'))
      const document = await readMirror(mirrorClient(real), { owner: 'acme', findings })
      const [dev, staging] = document.repositories
      for (const row of (later ? staging : dev)?.packages ?? []) {
        for (const result of (later ? staging : dev)?.scans[row.slug_perm]?.results ?? []) result.vulnerability_id = 'CVE-2026-1'
      }
      if (findings === 'all' && !later) delete staging?.scans[staging.packages[0]?.slug_perm ?? '']
      const { emulator } = createMirror(document, conformingOptions)
      await emulator.add('acme/production', minimist('1.2.5'))
      return (await foundIn(emulator))['production/minimist@1.2.5']?.map(({ vulnerability_id }) => vulnerability_id)
    }
    expect(await withCopies('all', true)).toEqual(['CVE-2026-1'])
    // Only the number of the later one's findings is known.
    expect(await withCopies('all', false)).toEqual(['CVE-2026-1'])
    expect(await withCopies('none', true)).toEqual(['NOT-READ-CRITICAL-1'])
  })

  test('a new advisory of the same identifier takes the place of what was seen, and packages are scanned again', async () => {
    const { emulator } = await mirrored()
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.9' }] }]
    const advisory = { id: 'CVE-2021-44906', affected: [{ package: { ecosystem: 'npm', name: 'minimist' }, ranges }] }
    expect(emulator.advise([parseAdvisory(advisory)])).toHaveLength(1)
    await emulator.settle()
    expect((await foundIn(emulator))['dev/minimist@1.2.5']).toMatchObject([{ fixed_version: { version: '1.2.9' } }])
  })

  test('nothing is scanned again while nothing new is known, neither at once nor after a state was written and read', async () => {
    const { emulator } = await mirrored()
    expect(emulator.advise([])).toEqual([])
    const folder = await mkdtemp(join(tmpdir(), 'emulator-mirror-'))
    await openState(folder, []).save(emulator)
    const other = createEmulator({ advisories: [] })
    await openState(folder, []).load(other)
    await rm(folder, { recursive: true })
    expect(other.advise([])).toEqual([])
    await other.add('acme/staging', minimist('1.2.5'))
    expect((await foundIn(other))['staging/minimist@1.2.5']).toHaveLength(1)
  })
})

test('what was found in an image stays with it, as no advisory speaks of images', async () => {
  const { emulator: real } = story()
  const { slug_perm } = await real.add('acme/dev', dockerImage({ name: 'app', tag: '1.0' }))
  const document = await readMirror(mirrorClient(real), { owner: 'acme' })
  const [row] = document.repositories.flatMap(({ packages }) => packages)
  if (row) row.vulnerability_counts = { critical: 0, high: 2, medium: 0, low: 0, unknown: 0, malware: 0 }
  const { emulator, unknown } = createMirror(document, conformingOptions)
  const { body: copy } = await clientOf(emulator)('POST', `/packages/acme/dev/${slug_perm}/copy/`, { destination: 'staging' })
  await emulator.settle()
  const { body } = await clientOf(emulator)('GET', `/packages/acme/staging/${copy.slug_perm}/`)
  expect(body.vulnerability_counts).toMatchObject({ total: 2, high: 2 })
  expect(unknown).toContainEqual(
    expect.objectContaining({ what: 'findings', detail: expect.stringContaining('parts of 1 image') }),
  )
})
