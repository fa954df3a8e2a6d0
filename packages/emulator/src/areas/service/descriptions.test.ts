import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator.ts'
import { routes } from '../../generated/routes.ts'

const emulator = createEmulator()

interface Served {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId: string }>>>>
}

/** The description that the emulator serves without a key, and its paths. */
async function read(path: string) {
  const response = await emulator.fetch(`${emulator.origin}${path}`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
  const document = (await response.json()) as Served & Record<string, unknown>
  const described = Object.entries(document.paths).flatMap(([at, item]) =>
    Object.entries(item).map(([method, { operationId }]) => [operationId, method.toUpperCase(), at]),
  )
  return { document, described: described.toSorted() }
}

const emulated = (isSecond: boolean) =>
  routes
    .filter(({ path }) => path.startsWith('/v2/') === isSecond)
    .map(({ id, method, path }) => [id, method, path.replace(/^\/v2(?=\/)/, '')])
    .toSorted()

test('version 1 is described as Swagger, to anybody', async () => {
  const { document, described } = await read('/v1/swagger/?format=openapi')
  expect(document).toMatchObject({ swagger: '2.0', basePath: '/v1' })
  expect(described).toEqual(emulated(false))
  expect((await read('/swagger/')).document).toEqual(document)
})

test('version 2 is described as OpenAPI, to anybody', async () => {
  const { document, described } = await read('/v2/openapi/?format=json')
  expect(document).toMatchObject({ openapi: '3.0.3', servers: [{ url: '/v2' }] })
  expect(described).toEqual(emulated(true))
})

test('neither is anywhere else', async () => {
  for (const path of ['/v1/openapi/', '/v2/swagger/', '/openapi/', '/constructor']) {
    expect((await emulator.fetch(`${emulator.origin}${path}`)).status).toBe(404)
  }
})
