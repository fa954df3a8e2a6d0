import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dockerImage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { builtByGo } from '../../src/native/built-by-go.ts'
import { worlds } from '../../src/native/worlds.ts'

const { inside, url, call, promote, workplace } = worlds()

const place = (repo: string) => `${new URL(url()).host}/acme/${repo}`
const rowsOf = (name: string) => call('GET', `/packages/acme/dev/?query=name:${name}&sort=date`)

describe('oras', () => {
  const started = builtByGo('oras.land/oras/cmd/oras@v1.3.6')

  test('a file is attached to another, and found by what it is about', async ({ skip }) => {
    const work = await workplace('docker', 'acme/dev', { as: 'writer' })
    const oras = started(work, skip)
    await work.write('note.txt', 'a note')
    await work.write('signature.txt', 'a signature')
    const image = `${place('dev/notes')}:1`
    const push = ['push', '--plain-http', '--artifact-type', 'application/x.note', image, 'note.txt:text/plain'] as const
    expect(await oras(...push)).toMatchObject({ code: 0 })
    const attach = [
      'attach',
      '--plain-http',
      '--artifact-type',
      'application/x.signature',
      image,
      'signature.txt:text/plain',
    ] as const
    expect(await oras(...attach)).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await rowsOf('notes')).toHaveLength(2)
    const found = await oras('discover', '--plain-http', '--format', 'json', '--artifact-type', 'application/x.signature', image)
    expect(found.output).toContain('application/x.signature')
    const reader = await workplace('docker', 'acme/dev', { as: 'reader' })
    expect(await started(reader, skip)('pull', '--plain-http', image)).toMatchObject({ code: 0 })
    expect(await readFile(join(reader.folder, 'note.txt'), 'utf8')).toBe('a note')
  })

  test('signatures as cosign pushes them, under a tag and as what refers to the image, go to production with it', async ({
    skip,
  }) => {
    const work = await workplace('docker', 'acme/dev')
    const oras = started(work, skip)
    const { version } = await inside.add('acme/dev', dockerImage({ name: 'signed', tag: '1.0', files: { app: 'signed' } }))
    const tag = `sha256-${version}.sig`
    await work.write('payload.json', '{"critical":{}}')
    await work.write('bundle.json', '{}')
    const payload = 'payload.json:application/vnd.dev.cosign.simplesigning.v1+json'
    const bundle = 'application/vnd.dev.sigstore.bundle.v0.3+json'
    const image = (repo: string) => place(`${repo}/signed`)
    expect(await oras('push', '--plain-http', `${image('dev')}:${tag}`, payload)).toMatchObject({ code: 0 })
    const attached = ['--artifact-type', bundle, `${image('dev')}@sha256:${version}`, `bundle.json:${bundle}`] as const
    expect(await oras('attach', '--plain-http', ...attached)).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await rowsOf('signed')).toHaveLength(3)

    await promote('signed')
    const digest = async (repo: string) => (await oras('resolve', '--plain-http', `${image(repo)}:${tag}`)).output.trim()
    expect(await digest('production')).toBe(await digest('dev'))
    const found = await oras('discover', '--plain-http', '--format', 'json', `${image('production')}:1.0`)
    expect(found.output).toContain(bundle)
    expect(await oras('pull', '--plain-http', '--output', 'pulled', `${image('production')}:${tag}`)).toMatchObject({ code: 0 })
    expect(await readFile(join(work.folder, 'pulled/payload.json'), 'utf8')).toBe('{"critical":{}}')
  })
})

describe('crane', () => {
  const started = builtByGo('github.com/google/go-containerregistry/cmd/crane@v0.22.1')

  test('an image is made, tagged, listed and copied', async ({ skip }) => {
    const work = await workplace('docker', 'acme/dev', { as: 'admin' })
    const crane = started(work, skip)
    await work.write('layer.tar', new Uint8Array(1024))
    const image = place('dev/made')
    const append = ['append', '--insecure', '--new_layer', 'layer.tar', '--new_tag', `${image}:1`] as const
    expect(await crane(...append)).toMatchObject({ code: 0 })
    expect(await crane('tag', '--insecure', `${image}:1`, 'stable')).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await rowsOf('made')).toMatchObject([{ tags: { version: ['1', 'stable'] } }])
    expect((await crane('ls', '--insecure', image)).output.trim()).toBe('1\nstable')
    expect(await crane('copy', '--insecure', `${image}:stable`, `${place('staging/made')}:1`)).toMatchObject({ code: 0 })
    await inside.settle()
    const digest = async (reference: string) => (await crane('digest', '--insecure', reference)).output.trim()
    expect(await digest(`${place('staging/made')}:1`)).toBe(await digest(`${image}:1`))
  })
})
