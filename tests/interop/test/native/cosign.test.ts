import { dockerImage } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect } from 'vitest'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

/** Building it takes minutes, so that nobody does that here: `go install github.com/sigstore/cosign/v3/cmd/cosign@latest`. */
const program = process.env.COSIGN || 'cosign'

describe('cosign', () => {
  const test = testsOf('cosign (or the variable COSIGN with its path)', isThere(program, 'version'), false)
  const { inside, url, call, promote, workplace } = worlds()
  const at = (repo: string, image: string) => `${new URL(url()).host}/acme/${repo}/${image}`
  const local = ['--allow-http-registry', '--allow-insecure-registry']

  const cosign = (work: Workplace, ...args: string[]) =>
    run([program, ...args], { ...work, env: { ...work.env, COSIGN_PASSWORD: 'hush' } })

  /** Signs an image with a key of one's own, and tells no public log of it. */
  const sign = (work: Workplace, image: string, ...more: string[]) =>
    cosign(
      work,
      'sign',
      '--yes',
      '--key',
      'cosign.key',
      '--tlog-upload=false',
      '--use-signing-config=false',
      ...local,
      ...more,
      image,
    )

  const verify = (work: Workplace, image: string, ...more: string[]) =>
    cosign(work, 'verify', '--key', 'cosign.pub', '--insecure-ignore-tlog=true', ...local, ...more, image)

  let author: Workplace
  beforeAll(async () => {
    author = await workplace('docker', 'acme/dev')
    if (isThere(program, 'version')) expect(await cosign(author, 'generate-key-pair')).toMatchObject({ code: 0 })
  })

  test.each([
    ['that refers to the image', 'bundled', '--new-bundle-format=true'],
    ['under a tag beside the image', 'tagged', '--new-bundle-format=false'],
  ])('a signature %s holds in production once it was promoted with the image', async (_, name, format) => {
    const { version } = await inside.add('acme/dev', dockerImage({ name, tag: '1.0', files: { app: name } }))
    const image = (repo: string) => `${at(repo, name)}@sha256:${version}`
    expect((await verify(author, image('dev'), format)).code).not.toBe(0)

    expect(await sign(author, image('dev'), format)).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await call('GET', `/packages/acme/dev/?query=name:${name}`)).toHaveLength(2)
    expect(await verify(author, image('dev'), format)).toMatchObject({ code: 0 })

    await promote(name)
    expect(await verify(author, image('production'), format)).toMatchObject({ code: 0 })
  })

  test('an image that another key has signed is not the one', async () => {
    const { version } = await inside.add('acme/dev', dockerImage({ name: 'foreign', tag: '1.0', files: { app: 'foreign' } }))
    const other = await workplace('docker', 'acme/dev')
    expect(await cosign(other, 'generate-key-pair')).toMatchObject({ code: 0 })
    expect(await sign(other, `${at('dev', 'foreign')}@sha256:${version}`)).toMatchObject({ code: 0 })
    await inside.settle()
    expect((await verify(author, `${at('dev', 'foreign')}@sha256:${version}`)).code).not.toBe(0)
    expect((await verify(other, `${at('dev', 'foreign')}@sha256:${version}`)).code).toBe(0)
  })
})
