import { createEmulator } from '@cloudsmith-sdk/emulator'
import { describe, expect, test } from 'vitest'
import { Cloudsmith, InvalidRequestError, upstreamFormats } from '../index.ts'

const at = { owner: 'acme', repo: 'dev' }

function start() {
  const emulator = createEmulator()
  return { emulator, cloudsmith: new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch }) }
}

describe('upstreams, of whichever format', () => {
  test('are created, read, changed, listed and removed', async () => {
    const { cloudsmith } = start()
    const { upstreams } = cloudsmith.repos

    const npm = await upstreams.create({ ...at, format: 'npm', name: 'npmjs', upstream_url: 'https://registry.npmjs.example' })
    const deb = await upstreams.create({
      ...at,
      format: 'deb',
      name: 'bookworm',
      upstream_url: 'https://debian.example',
      distro_versions: ['debian/bookworm'],
    })
    const { response } = await upstreams.read({ ...at, format: 'npm', slug_perm: npm.slug_perm }).withResponse()
    expect(response.status).toBe(200)
    await upstreams.update({ ...at, format: 'npm', slug_perm: npm.slug_perm, mode: 'Cache and Proxy' })

    expect(await upstreams.read({ ...at, format: 'deb', slug_perm: deb.slug_perm })).toMatchObject({ name: 'bookworm' })
    expect(await upstreams.list(at).toArray()).toMatchObject([
      { format: 'deb', name: 'bookworm', distro_versions: ['debian/bookworm'] },
      { format: 'npm', name: 'npmjs', mode: 'Cache and Proxy' },
    ])
    expect(await upstreams.list({ ...at, formats: ['npm', 'go'] }).toArray()).toMatchObject([{ format: 'npm' }])
    await upstreams.delete({ ...at, format: 'npm', slug_perm: npm.slug_perm })
    const left: string[] = []
    for await (const { format } of upstreams.list(at)) left.push(format)
    expect(left).toEqual(['deb'])
  })

  test('are listed with a request for each format, sent when the list is iterated over', async () => {
    const { cloudsmith, emulator } = start()
    const list = cloudsmith.repos.upstreams.list(at)
    expect(emulator.requests.all).toHaveLength(0)

    await list.toArray()

    expect(emulator.requests.all.map(({ operation }) => operation).toSorted()).toEqual(
      upstreamFormats.map((format) => `repos_upstream_${format}_list`).toSorted(),
    )
  })

  test('of a repository that is not there are refused', async () => {
    const { cloudsmith } = start()
    await expect(cloudsmith.repos.upstreams.list({ owner: 'acme', repo: 'nowhere' }).toArray()).rejects.toMatchObject({
      status: 404,
    })
  })

  test.each(['raw', 'list', 'constructor'])(
    'of a format that has none are refused before anything is sent: %s',
    async (format) => {
      const { cloudsmith } = start()
      const params = { ...at, format: format as 'npm', name: 'x', upstream_url: 'https://example.org' }
      await expect(cloudsmith.repos.upstreams.create(params)).rejects.toThrow(InvalidRequestError)
      await expect(cloudsmith.repos.upstreams.create(params)).rejects.toThrow(`There are no upstreams for the format "${format}"`)
    },
  )
})
