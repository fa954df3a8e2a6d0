import { createHash } from 'node:crypto'
import type { PackageFixture } from '@cloudsmith-sdk/emulator'
import {
  agentSkill,
  alpinePackage,
  cargoCrate,
  cocoapodsPod,
  composerPackage,
  conanPackage,
  condaPackage,
  cranPackage,
  dartPackage,
  debPackage,
  dockerImage,
  genericFile,
  goModule,
  helmChart,
  hexPackage,
  huggingfaceModel,
  luarocksRock,
  mavenJar,
  mcpBundle,
  nixArchive,
  npmPackage,
  nugetPackage,
  p2Bundle,
  pythonSdist,
  pythonWheel,
  rawFile,
  rpmPackage,
  rubyGem,
  swiftPackage,
  terraformModule,
  vagrantBox,
  vsxExtension,
} from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { briefly, service, test } from '../src/service.ts'

const { cli, push, settled, file } = service()

const acme = { name: 'acme', version: '1.2.3' }

/** A package of each format. */
const fixtures: readonly PackageFixture[] = [
  agentSkill(acme),
  alpinePackage({ ...acme, version: '1.2.3-r0' }),
  cargoCrate(acme),
  cocoapodsPod(acme),
  composerPackage({ ...acme, name: 'acme/core' }),
  conanPackage(acme),
  condaPackage(acme),
  cranPackage(acme),
  dartPackage(acme),
  debPackage({ ...acme, version: '1.2.3-1', distribution: 'ubuntu/jammy' }),
  dockerImage({ name: 'acme/api', tag: '1.2.3' }),
  genericFile({ ...acme, filepath: 'tools/acme/acme.bin', bytes: 'hello' }),
  goModule({ name: 'example.com/acme', version: 'v1.2.3' }),
  helmChart(acme),
  hexPackage(acme),
  huggingfaceModel(acme),
  luarocksRock({ ...acme, version: '1.2.3-1' }),
  mavenJar({ groupId: 'com.acme', artifactId: 'core', version: '1.2.3' }),
  mcpBundle(acme),
  nixArchive(acme),
  npmPackage({ ...acme, name: '@acme/api', license: 'MIT' }),
  nugetPackage({ ...acme, name: 'Acme.Core' }),
  p2Bundle(acme),
  pythonSdist({ ...acme, version: '1.2.2' }),
  pythonWheel(acme),
  rawFile({ ...acme, bytes: 'hello', summary: 'A note.' }),
  rpmPackage(acme),
  rubyGem(acme),
  swiftPackage({ ...acme, scope: 'acme' }),
  terraformModule(acme),
  vagrantBox({ ...acme, provider: 'libvirt' }),
  vsxExtension(acme),
]

test.concurrent.for(fixtures.map((fixture) => [fixture.format, fixture.filename, fixture] as const))(
  'pushes %s, %s, and waits until it has synchronised',
  async ([format, filename, fixture]) => {
    const identifier = await push(fixture, ['--tags', 'release,blessed'])
    const pkg = await settled(identifier)
    expect(pkg).toMatchObject({
      format,
      filename,
      name: expect.stringMatching(/acme|core/i),
      // The version of an image is its digest.
      version: expect.stringMatching(format === 'docker' ? /^[0-9a-f]{64}$/ : /1\.2\.[23]/),
      is_sync_completed: true,
      checksum_sha256: createHash('sha256').update(fixture.bytes).digest('hex'),
      tags: { info: ['release', 'blessed'] },
      uploader: 'admin',
    })
  },
)

test('files beside the package arrive with it', async () => {
  const identifier = await push(mavenJar({ groupId: 'com.acme', artifactId: 'with-pom', version: '1.0' }))
  const { files } = (await settled(identifier)) as { files: { filename: string; is_primary: boolean }[] }
  expect(files.map(({ filename, is_primary }) => [filename, is_primary])).toEqual([
    ['with-pom-1.0.jar', true],
    ['with-pom-1.0.pom', false],
  ])
})

test('does not wait when told so; status tells how far it is', async () => {
  const { filename, bytes } = npmPackage({ name: 'hasty', version: '1.0.0' })
  const { slug_perm } = await cli.item(['push', 'npm', 'acme/dev', await file(filename, bytes), '--no-wait-for-sync'])
  await settled(slug_perm)
  const status = { ok: true, failed: false, status: 'Completed', stage: 'Fully Synchronised', reason: null, slug: slug_perm }
  expect(await cli.data(['status', `acme/dev/${slug_perm}`])).toEqual(status)
})

test('metadata can be pushed along', async () => {
  const attached = ['--metadata-content={"build":7}', '--metadata-content-type=application/json']
  const identifier = await push(npmPackage({ name: 'described', version: '1.0.0' }), attached)
  const [entry, ...others] = await cli.list(['metadata', 'list', `acme/dev/${identifier}`])
  expect(others).toEqual([])
  expect(entry).toMatchObject({ content: { build: 7 }, source_identity: expect.stringMatching(/^cloudsmith-cli@/) })
})

test('the same package again fails in synchronisation and is not tried again, unless republished', async () => {
  const twin = npmPackage({ name: 'twin', version: '1.0.0' })
  const path = await file(twin.filename, twin.bytes)
  const first = await push(twin)
  const failed = await cli.failure(['push', 'npm', 'acme/dev', path, ...briefly])
  expect(failed).toMatchObject({ code: 1, meta: { status: 'Failed', stage: 'Parsing Package Metadata' } })
  // The command line tells by these words that trying again is no use.
  expect(failed.detail).toMatch(/already exists.*package should be deleted/)

  const second = await push(twin, ['--republish'])
  await settled(second)
  expect(second).not.toBe(first)
  expect((await cli.failure(['status', `acme/dev/${first}`])).meta).toMatchObject({ code: 404 })
})

test('a file that is no package is tried three times, and fails for good', async () => {
  const path = await file('broken-1.0.0.tgz', new TextEncoder().encode('no package'))
  const failed = await cli.failure(['push', 'npm', 'acme/dev', path, ...briefly])
  expect(failed).toMatchObject({ code: 1, detail: expect.stringMatching(/^Could not parse metadata from the package/) })
})

test('a dry run uploads nothing', async () => {
  const { filename, bytes } = npmPackage({ name: 'dry', version: '1.0.0' })
  await cli.done(['push', 'npm', 'acme/dev', await file(filename, bytes), '--dry-run'])
  expect(await cli.list(['list', 'packages', 'acme/dev', '--query', 'name:^dry$'])).toEqual([])
})
