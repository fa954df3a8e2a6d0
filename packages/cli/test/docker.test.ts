import { createEmulator } from '@cloudsmith-sdk/emulator'
import { dockerImage, dockerIndex, npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { pipelineYaml, storyOf } from './story.ts'

const name = 'team/api'
const toStaging = ['--from', 'dev', '--to', 'staging', '--tag', 'release'] as const
const key = 'emulator-admin-key'
const basic = btoa(`token:${key}`)
/** A registry of somebody's own, in front of that of the service. */
const named = 'https://images.example.com'

/** Dev has an image for two platforms, its signature, and another package; every request is kept, with the secret that it has. */
async function signed(origin = 'https://api.cloudsmith.io') {
  const told = await storyOf(async ({ write }) => {
    await write('cloudsmith.pipeline.yaml', pipelineYaml)
    const emulator = createEmulator({ origin })
    await emulator.add('acme/dev', npmPackage({ name: 'app', version: '1.0.0', license: 'MIT' }), { tags: ['npm'] })
    const { index, images } = dockerIndex({ name, tag: '1.2' })
    for (const image of images) await emulator.add('acme/dev', image)
    const { version } = await emulator.add('acme/dev', index, { tags: ['release'] })
    await emulator.add('acme/dev', dockerImage({ name, tag: `sha256-${version}.sig`, files: { signature: 'of the index' } }))
    return emulator
  })
  const asked: Request[] = []
  const fetch = async (request: Request) => {
    asked.push(request.clone())
    if (!request.url.startsWith(named)) return told.emulator.fetch(request)
    return request.headers.has('authorization')
      ? told.emulator.fetch(new Request(request.url.replace(named, 'https://docker.cloudsmith.io'), request))
      : new Response(null, { status: 401, headers: { 'www-authenticate': 'Basic realm="images"' } })
  }
  const cliWith = (env: Record<string, string>, ...argv: string[]) => told.cliWith({ env, fetch }, ...argv)
  const originsOf = (requests: readonly Request[]) => [...new Set(requests.map(({ url }) => new URL(url).origin))].toSorted()
  return {
    ...told,
    cli: (...argv: string[]) => cliWith({}, ...argv),
    cliWith,
    images: () => originsOf(asked.filter(({ url }) => /\/v2\/(token|acme\/)/.test(url))),
    /** Where the key went, in whatever form. */
    trusted: () =>
      originsOf(
        asked.filter(({ url, headers }) => [url, ...headers.values()].some((text) => text.includes(key) || text.includes(basic))),
      ),
  }
}

describe('F17 an image for two platforms, with its signature', () => {
  test('goes whole by plan and apply, with nothing said but the key of the API', async () => {
    const { cli, read, images, trusted } = await signed()
    expect(await cli('plan', ...toStaging, '--closure', '--out', 'plan.json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('4 promote'),
    })
    expect(images()).toEqual(['https://docker.cloudsmith.io'])
    expect(trusted()).toEqual(['https://api.cloudsmith.io', 'https://docker.cloudsmith.io'])
    expect(await cli('apply', 'plan.json', '--dry-run')).toMatchObject({ code: 0, stdout: expect.stringContaining('4 promote') })
    expect(await cli('rehearse', 'plan.json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('with the outcome succeeded'),
    })
    expect(await cli('apply', 'plan.json', '--report', 'report.json')).toMatchObject({ code: 0 })
    const { items } = JSON.parse(await read('report.json'))
    expect(items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(4).fill('promoted'))
  })

  test.each(['http://127.0.0.1:8787', 'http://localhost:8787'])('is read from an emulator at %s itself', async (origin) => {
    const { cli, images, trusted } = await signed(origin)
    expect(await cli('promote', ...toStaging)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('3 of 3 packages in place'),
    })
    expect([images(), trusted()]).toEqual([[origin], [origin]])
  })

  test('nothing is asked of a registry where no image is planned', async () => {
    const { cli, images } = await signed()
    expect(await cli('plan', '--from', 'dev', '--to', 'staging', '--tag', 'npm', '--closure')).toMatchObject({ code: 0 })
    expect(images()).toEqual([])
  })
})

describe('F23 the credential goes to no registry that nobody has named', () => {
  test('none is asked beside an API of another host, and the image is blocked', async () => {
    const origin = 'https://cloudsmith.example.com'
    const { cli, images, trusted } = await signed(origin)
    expect(await cli('plan', ...toStaging)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('no registry is set in which to find them'),
    })
    expect([images(), trusted()]).toEqual([[], [origin]])
  })

  test('one that is named gets it, by a flag or a variable, and the one of the service does not', async () => {
    for (const [variables, ...flags] of [
      [{}, '--docker-registry', named],
      [{ CLOUDSMITH_PROMOTE_DOCKER_REGISTRY: named }],
    ] as const) {
      const { cliWith, images, trusted } = await signed()
      expect(await cliWith(variables, 'plan', ...toStaging, ...flags)).toMatchObject({ code: 0 })
      expect([images(), trusted()]).toEqual([[named], ['https://api.cloudsmith.io', named]])
    }
  })

  test('none is asked where that is said', async () => {
    const { cli, images } = await signed()
    expect(await cli('plan', ...toStaging, '--docker-registry', 'off')).toMatchObject({ code: 3 })
    expect(images()).toEqual([])
  })

  test.each(['http://images.example.com', 'ftp://images.example.com', 'https://user@images.example.com'])(
    'a registry %s gets nothing',
    async (said) => {
      const { cli, images } = await signed()
      expect(await cli('plan', ...toStaging, '--docker-registry', said)).toMatchObject({ code: 2 })
      expect(images()).toEqual([])
    },
  )
})
