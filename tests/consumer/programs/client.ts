import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cloudsmith, type CloudsmithOptions, field, NotFoundError, type Package } from '@cloudsmith-sdk/client'
import { createCloudsmith, fileFromPath } from '@cloudsmith-sdk/client/node'
import { type PackageRef, waitForSync } from '@cloudsmith-sdk/client/sync'

async function main(): Promise<void> {
  const sent: Request[] = []
  const fetch: NonNullable<CloudsmithOptions['fetch']> = async (request) => {
    sent.push(request)
    return new URL(request.url).pathname === '/packages/acme/dev/'
      ? Response.json([{ name: 'lodash', version: '4.17.21' }])
      : Response.json({ detail: 'Not found.' }, { status: 404 })
  }
  const cloudsmith = new Cloudsmith({ apiKey: 'key', fetch })

  const found: Package[] = await cloudsmith.packages
    .list({ owner: 'acme', repo: 'dev', query: field.name.exactly('lodash') })
    .toArray()
  assert.deepEqual(
    found.map(({ name }) => name),
    ['lodash'],
  )
  assert.equal(sent[0]?.headers.get('x-api-key'), 'key')

  const ref: PackageRef = { owner: 'acme', repo: 'dev', identifier: 'missing' }
  await assert.rejects(waitForSync(cloudsmith, ref), NotFoundError)
  const missing = cloudsmith.packages.read({ ...ref })
  await assert.rejects(missing, (error) => error instanceof NotFoundError && error.status === 404)

  // Where nothing can be read, nothing can be created either: the refusal is passed on.
  await assert.rejects(cloudsmith.repos.ensure({ owner: 'acme', slug: 'dev', copy_packages: 'Write' }), NotFoundError)
  await assert.rejects(
    cloudsmith.repos.upstreams.create({
      owner: 'acme',
      repo: 'dev',
      format: 'npm',
      name: 'npm',
      upstream_url: 'https://example.org',
    }),
    NotFoundError,
  )

  const { response } = await cloudsmith.v1.GET('/packages/{owner}/{repo}/', { params: { path: { owner: 'acme', repo: 'dev' } } })
  assert.equal(response.status, 200)

  // @ts-expect-error a package has no such field: its type is not `any`
  assert.equal(found[0]?.colour, undefined)
  // @ts-expect-error the repository is missing
  await assert.rejects(cloudsmith.packages.read({ owner: 'acme', identifier: 'missing' }))

  const onNode: Cloudsmith = createCloudsmith({ apiKey: 'other', fetch })
  await onNode.packages.list({ owner: 'acme', repo: 'dev' })
  assert.equal(sent.at(-1)?.headers.get('x-api-key'), 'other')

  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-consumer-'))
  try {
    await writeFile(join(folder, 'notes.txt'), 'hello')
    const file: File = await fileFromPath(join(folder, 'notes.txt'))
    assert.equal(await file.text(), 'hello')
  } finally {
    await rm(folder, { recursive: true })
  }
}

main().then(() => console.log('done'))
