import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { dockerImage, dockerIndex } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect } from 'vitest'
import { showIsolation } from '../../src/native/isolation.ts'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { byCommandLine } from '../../src/native/promotion.ts'
import { refusalsOf } from '../../src/native/refusals.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

/** A policy that asks for no signatures: machines that build have none of their own. */
const lax = ['--insecure-policy', '--override-os', 'linux', '--override-arch', 'amd64']

describe('skopeo', () => {
  const test = testsOf('skopeo', isThere('skopeo', '--version'), true)
  const told = worlds()
  const { inside, outside, url, call, workplace, offer } = told
  const at = (place: string, image: string) => `docker://${new URL(url()).host}/${place}/${image}`

  const ask = (work: Workplace, ...args: string[]) => run(['skopeo', ...lax, ...args], work)
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

  /** An image with all that it names, from one place to another. */
  const copyAll = (work: Workplace, from: string, to: string) =>
    ask(work, 'copy', '--all', '--src-tls-verify=false', ...(to.startsWith('dir:') ? [] : ['--dest-tls-verify=false']), from, to)

  let digest = ''
  /** What cosign calls the signature of the image outside. */
  const signature = () => `sha256-${digest}.sig`

  beforeAll(async () => {
    const { index, images } = dockerIndex({ name: 'outer/tool', tag: '2.0' })
    await offer(...images)
    digest = (await outside.add('world/open', index)).version ?? ''
    await offer(dockerImage({ name: 'outer/tool', tag: signature(), files: { signature: 'of the tool' } }))
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

  test('pulls with the token of an entitlement, and pushes nothing with it', async () => {
    await inside.add('acme/dev', dockerImage({ name: 'entitled', tag: '1.0' }))
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'for skopeo' })
    const work = await workplace('docker', 'acme/dev', { token })
    expect(await pull(work, 'acme/dev', 'entitled:1.0', 'pulled')).toMatchObject({ code: 0 })
    const pushed = await push(work, await saved(work, 'entitled', 'other'), 'acme/dev', 'entitled:2.0')
    expect(pushed.code).not.toBe(0)
    expect(pushed.output).toMatch(/denied|403/)
  })

  refusalsOf(test, told, {
    client: 'skopeo',
    fixture: (name) => dockerImage({ name, tag: '1.0', files: { app: name } }),
    install: async (place, name, whose) => pull(await workplace('docker', place, whose), place, `${name}:1.0`, 'pulled'),
    outside: 'outer/tool',
    policy: 'deny',
    says: {
      quarantine: /denied|403/,
      policy: /denied|403/,
      'missing package': /name unknown|not known|404/,
      'missing upstream': /name unknown|not known|404/,
      'wrong credentials': /unauthorized|authentication required|401/i,
    },
  })

  test('pushes nothing for who may only read', async () => {
    const work = await workplace('docker', 'acme/dev', { as: 'reader' })
    const pushed = await push(work, await saved(work, 'mine'), 'acme/dev', 'mine:1.0')
    expect([pushed.code === 0, pushed.output]).toEqual([false, expect.stringMatching(/denied|403/)])
  })

  test('shows that production is isolated: an image for several platforms, and its signature, come from outside, and go to production', async () => {
    const work = await workplace('docker', 'acme/dev')
    await showIsolation(told, {
      ...{ format: 'docker', query: 'name:^outer/tool$ AND tag:^2.0$', whole: ['outer/tool'], count: 4, promote: byCommandLine },
      install: async (place, as = 'admin') => {
        const reader = await workplace('docker', place, { as })
        const outcome = await copyAll(reader, at(place, 'outer/tool:2.0'), `dir:${join(work.folder, basename(place))}`)
        return outcome.code === 0 ? pull(reader, place, `outer/tool:${signature()}`, 'signature') : outcome
      },
    })
    expect(await digestOf(work, 'production')).toBe(await digestOf(work, 'dev'))
    const copied = await copyAll(work, at('acme/production', 'outer/tool:2.0'), at('acme/staging', 'tool:2.0'))
    expect(copied).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await call('GET', '/packages/acme/staging/?query=name:tool')).toHaveLength(3)
  })
})
