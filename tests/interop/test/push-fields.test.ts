import {
  alpinePackage,
  conanPackage,
  cranPackage,
  debPackage,
  dockerImage,
  genericFile,
  npmPackage,
  rawFile,
  rpmPackage,
  swiftPackage,
} from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { briefly, service, test } from '../src/service.ts'

const { cli, emulator, push, settled, file } = service()

const acme = { name: 'acme', version: '1.2.3' }

const found = async (query: string) =>
  (await cli.list(['list', 'packages', 'acme/dev', '-q', query])).map(({ slug_perm }) => slug_perm)

test.for([
  ['deb', debPackage({ ...acme, version: '1.2.3-1' }), ['debian/bookworm', 'ubuntu/jammy', 'ubuntu/noble']],
  ['rpm', rpmPackage(acme), ['el/9', 'fedora/41']],
  ['alpine', alpinePackage({ ...acme, version: '1.2.3-r0' }), ['alpine/v3.20', 'alpine/v3.21']],
] as const)('one %s file is a package in each distribution that it is pushed to', async ([format, fixture, distributions]) => {
  const identifiers: string[] = []
  for (const distribution of distributions) {
    const identifier = await push({ ...fixture, fields: { distribution } })
    const [distro, version] = distribution.split('/')
    expect(await settled(identifier)).toMatchObject({ distro: { slug: distro }, distro_version: { slug: version } })
    expect(await found(`format:${format} AND distribution:${distro}/${version}`)).toEqual([identifier])
    identifiers.push(identifier)
  }
  expect((await found(`format:${format}`)).toSorted()).toEqual(identifiers.toSorted())
  const distros = await cli.list(['list', 'distros', format])
  expect(distros.map(({ slug }) => slug)).toEqual(expect.arrayContaining(distributions.map((name) => name.split('/')[0])))
})

test('a distribution that the service does not know is refused', async () => {
  emulator.switches.unknownDistribution = 'refused'
  const { filename, bytes } = debPackage({ ...acme, version: '1.2.3-1' })
  const failed = await cli.failure(['push', 'deb', 'acme/dev/middle-earth/shire', await file(filename, bytes), ...briefly])
  expect(failed.meta).toMatchObject({ code: 422 })
})

test('an image is found by its tag, and has a digest for a version', async () => {
  const identifiers = []
  for (const tag of ['1.2.3', '1.2.4']) identifiers.push(await push(dockerImage({ name: 'acme/api', tag, files: { tag } })))
  expect(await found('format:docker AND tag:1.2.3')).toEqual([identifiers[0]])
  const images = await Promise.all(identifiers.map((identifier) => settled(identifier)))
  expect(images).toMatchObject([{ tags: { version: ['1.2.3'] } }, { tags: { version: ['1.2.4'] } }])
  expect(images[0]?.version).not.toBe(images[1]?.version)
})

test('generic files are told apart by their path alone', async () => {
  const at = (filepath: string) => genericFile({ bytes: filepath, filepath, ...acme })
  const first = await push(at('tools/linux/acme.bin'))
  const second = await push(at('tools/darwin/acme.bin'))
  expect((await found('format:generic')).toSorted()).toEqual([first, second].toSorted())
  const again = at('tools/linux/acme.bin')
  const path = await file(again.filename, again.bytes)
  const failed = await cli.failure(['push', 'generic', 'acme/dev', path, '--filepath=tools/linux/acme.bin', ...briefly])
  expect(failed.detail).toMatch(/already exists/)
})

test('what a format takes beside the file is kept', async () => {
  const raw = rawFile({ ...acme, bytes: 'hello', summary: 'A note.' })
  const note = await push(raw, ['--description=All that there is to say.', '--content-type=text/plain'])
  expect(await settled(note)).toMatchObject({ summary: 'A note.', description: 'All that there is to say.' })

  const cran = await push(cranPackage(acme), ['--architecture=x86_64', '--r-version=4.4'])
  expect(await settled(cran)).toMatchObject({ identifiers: { cran_r_version: '4.4' }, architectures: [{ name: 'x86_64' }] })

  const swift = await push(swiftPackage({ ...acme, scope: 'acme' }), [
    ...['--author-name=Acme', '--author-org=Acme', '--license-url=https://example.com/license'],
    ...['--readme-url=https://example.com/readme', '--repository-url=https://example.com/acme.git'],
  ])
  expect(await settled(swift)).toMatchObject({ identifiers: { swift_scope: 'acme' } })

  const conan = conanPackage({ ...acme, channel: 'stable', prefix: 'acme' })
  expect(await settled(await push(conan))).toMatchObject({ identifiers: { conan_channel: 'stable', conan_prefix: 'acme' } })

  const npm = await push(npmPackage(acme), ['--npm-dist-tag=next'])
  expect(await settled(npm)).toMatchObject({ tags: { version: expect.arrayContaining(['next']) } })
})

test('metadata comes from a file or from standard input; whether a wrong one stops the push is for its owner to say', async () => {
  const { filename, bytes } = npmPackage({ name: 'described', version: '2.0.0' })
  const content = [
    `--metadata-content-file=${await file('build.json', { build: 7 })}`,
    '--metadata-content-type=application/json',
  ]
  const command = ['push', 'npm', 'acme/dev', await file(filename, bytes), ...briefly]
  const pushed = await cli.item([...command, ...content, '--metadata-source-identity=pipeline'])
  expect(await cli.list(['metadata', 'list', `acme/dev/${pushed.slug_perm}`])).toMatchObject([
    { content: { build: 7 }, source_identity: 'pipeline' },
  ])

  const wrong = ['--metadata-content=not JSON', '--metadata-content-type=application/json', '--republish']
  expect((await cli.run([...command, ...wrong])).code).not.toBe(0)
  await emulator.settle()
  const anyway = await cli.item([...command, ...wrong, '--on-metadata-failure=warn'])
  expect(anyway).toMatchObject({ status: 'OK', metadata_attachment: { status: 'content_invalid' } })
})
