import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dockerImage, dockerIndex } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect } from 'vitest'
import { fromDebian } from '../../src/native/installed.ts'
import { run, testsOf } from '../../src/native/program.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

const skopeo = fromDebian('skopeo')
/** A policy that asks for no signatures: machines that build have none of their own. */
const lax = ['--insecure-policy', '--override-os', 'linux', '--override-arch', 'amd64']

describe('skopeo', () => {
  const test = testsOf('skopeo', skopeo !== undefined, true)
  const { inside, url, call, connect, promote, workplace, offer } = worlds()
  const at = (place: string, image: string) => `docker://${new URL(url()).host}/${place}/${image}`

  const ask = (work: Workplace, ...args: string[]) => run([skopeo ?? 'skopeo', ...lax, ...args], work)
  const push = (work: Workplace, archive: string, place: string, image: string) =>
    ask(work, 'copy', '--preserve-digests', '--dest-tls-verify=false', `oci-archive:${archive}`, at(place, image))
  const pull = (work: Workplace, place: string, image: string, to: string) =>
    ask(work, 'copy', '--src-tls-verify=false', at(place, image), `dir:${join(work.folder, to)}`)

  /** An image in a file of a workplace. */
  async function saved(work: Workplace, name: string, label = name): Promise<string> {
    return work.write(`${name}.tar`, dockerImage({ name, tag: '1.0', files: { app: label } }).bytes)
  }

  /** The digest of what was pulled into a folder. */
  async function digestOf(work: Workplace, folder: string): Promise<string> {
    const manifest = await readFile(join(work.folder, folder, 'manifest.json'))
    return createHash('sha256').update(manifest).digest('hex')
  }

  beforeAll(async () => {
    await offer(dockerImage({ name: 'outer/tool', tag: '2.0', files: { tool: 'from outside' } }))
  })

  test('pushes an image, which others pull when it has synchronised, byte for byte', async () => {
    const author = await workplace('docker', 'acme/dev', { as: 'writer' })
    expect(await push(author, await saved(author, 'app'), 'acme/dev', 'team/app:1.0')).toMatchObject({ code: 0 })
    await inside.settle()

    const [row] = await call('GET', '/packages/acme/dev/?query=name:team/app')
    expect(row).toMatchObject({ uploader: 'writer', tags: { version: ['1.0'] }, is_sync_completed: true })
    const reader = await workplace('docker', 'acme/dev', { as: 'reader' })
    expect(await pull(reader, 'acme/dev', 'team/app:1.0', 'pulled')).toMatchObject({ code: 0 })
    expect(await digestOf(reader, 'pulled')).toBe(row.version)
    const tags = await ask(reader, 'list-tags', '--tls-verify=false', at('acme/dev', 'team/app'))
    expect(tags.output).toContain('"1.0"')
  })

  test('copies from one repository to another, and deletes', async () => {
    const work = await workplace('docker', 'acme/dev')
    await push(work, await saved(work, 'moved'), 'acme/dev', 'moved:1.0')
    await inside.settle()
    const tls = ['--src-tls-verify=false', '--dest-tls-verify=false']
    expect(await ask(work, 'copy', ...tls, at('acme/dev', 'moved:1.0'), at('acme/staging', 'moved:1.0'))).toMatchObject({
      code: 0,
    })
    await inside.settle()
    expect(await ask(work, 'delete', '--tls-verify=false', at('acme/staging', 'moved:1.0'))).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await call('GET', '/packages/acme/staging/?query=name:moved')).toEqual([])
  })

  test('an image for several platforms comes from outside, and goes to production, with all of them', async () => {
    const upstream = await connect('docker')
    const { index, images } = dockerIndex({ name: 'outer/many', tag: '1.0' })
    await offer(index, ...images)
    const work = await workplace('docker', 'acme/dev')
    const pullAll = (place: string, to: string) =>
      ask(work, 'copy', '--all', '--src-tls-verify=false', at(place, 'outer/many:1.0'), `dir:${join(work.folder, to)}`)
    expect(await pullAll('acme/dev', 'development')).toMatchObject({ code: 0 })
    await promote('outer/many')
    await call('DELETE', `/repos/acme/dev/upstream/docker/${upstream}/`)
    expect(await pullAll('acme/production', 'production')).toMatchObject({ code: 0 })
    expect(await digestOf(work, 'production')).toBe(await digestOf(work, 'development'))
    const tls = ['--src-tls-verify=false', '--dest-tls-verify=false']
    const copied = await ask(work, 'copy', '--all', ...tls, at('acme/dev', 'outer/many:1.0'), at('acme/staging', 'many:1.0'))
    expect(copied).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await call('GET', '/packages/acme/staging/?query=name:many')).toHaveLength(3)
  })

  test('pulls with the token of an entitlement, and pushes nothing with it', async () => {
    await inside.add('acme/dev', dockerImage({ name: 'entitled', tag: '1.0' }))
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'for skopeo' })
    const work = await workplace('docker', 'acme/dev', { token })
    expect(await pull(work, 'acme/dev', 'entitled:1.0', 'pulled')).toMatchObject({ code: 0 })
    const pushed = await push(work, await saved(work, 'entitled', 'other'), 'acme/dev', 'entitled:2.0')
    expect(pushed.code).not.toBe(0)
    expect(pushed.output).toMatch(/denied|403/)
  })

  test.each([
    ['nobody has the key', 'acme/dev', 'missing:1', { token: 'nobody-has-this' }, /unauthorized|authentication required|401/i],
    ['the image is missing', 'acme/dev', 'missing:1', {}, /name unknown|not known|404/],
    ['the repository has no upstream', 'acme/production', 'outer/tool:2.0', {}, /name unknown|not known|404/],
  ])('says why it cannot pull where %s', async (_, place, image, options, why) => {
    const outcome = await pull(await workplace('docker', place, options), place, image, 'pulled')
    expect(outcome.code).not.toBe(0)
    expect(outcome.output).toMatch(why)
  })

  test('is refused what is quarantined, what a policy denies, and pushes by who may only read', async () => {
    const work = await workplace('docker', 'acme/dev', { as: 'reader' })
    const { slug_perm } = await inside.add('acme/dev', dockerImage({ name: 'held', tag: '1.0', files: { a: 'held' } }))
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    const held = await pull(work, 'acme/dev', 'held:1.0', 'held')
    expect([held.code === 0, held.output]).toEqual([false, expect.stringMatching(/denied|403/)])

    await inside.add('acme/dev', dockerImage({ name: 'blocked', tag: '1.0', files: { a: 'blocked' } }))
    const policy = { name: 'No blocked', package_query_string: 'name:blocked', enabled: true }
    const { slug_perm: made } = await call('POST', '/orgs/acme/deny-policy/', policy)
    const blocked = await pull(work, 'acme/dev', 'blocked:1.0', 'blocked')
    await call('DELETE', `/orgs/acme/deny-policy/${made}/`)
    expect([blocked.code === 0, blocked.output]).toEqual([false, expect.stringMatching(/denied|403/)])

    const pushed = await push(work, await saved(work, 'mine'), 'acme/dev', 'mine:1.0')
    expect([pushed.code === 0, pushed.output]).toEqual([false, expect.stringMatching(/denied|403/)])
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    const upstream = await connect('docker')
    const image = 'outer/tool:2.0'
    const work = await workplace('docker', 'acme/dev')
    expect((await pull(work, 'acme/production', image, 'before')).code).not.toBe(0)
    expect(await pull(work, 'acme/dev', image, 'development')).toMatchObject({ code: 0 })
    await inside.settle()
    const [fetched] = await call('GET', '/packages/acme/dev/?query=tag:outside')
    expect(fetched).toMatchObject({
      name: 'outer/tool',
      uploader: 'cloudsmith-o6v',
      security_scan_status: 'Scan Detected No Vulnerabilities',
    })
    expect((await pull(work, 'acme/production', image, 'still')).code).not.toBe(0)

    await promote('outer/tool')
    await call('DELETE', `/repos/acme/dev/upstream/docker/${upstream}/`)
    expect(await pull(work, 'acme/production', image, 'production')).toMatchObject({ code: 0 })
    expect(await digestOf(work, 'production')).toBe(await digestOf(work, 'development'))
    expect(await digestOf(work, 'production')).toBe(fetched.version)
  })
})
