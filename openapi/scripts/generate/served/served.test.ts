import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Document, operationsOf, readDocument } from '../document.ts'
import type { Whole } from './document.ts'
import { openapiOf } from './openapi.ts'
import type { Node } from './schema.ts'
import { swaggerOf } from './swagger.ts'

const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'served-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The errors that a third-party validator finds in a document. */
async function errorsIn(document: Node): Promise<string[]> {
  const path = join(folder, 'document.json')
  await writeFile(path, JSON.stringify(document))
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const options = ['lint', path, '--extends=minimal', '--format=json', '--max-problems=1000']
  const out = await new Promise<string>((resolve) => {
    execFile(process.execPath, [redocly, ...options], { env, maxBuffer: 2 ** 26 }, (_, stdout) => resolve(stdout))
  })
  const { problems } = JSON.parse(out) as { problems: { severity: string; message: string; location: { pointer: string }[] }[] }
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ message, location }) => `${location[0]?.pointer}: ${message}`)
}

/** The input of every operation: its parameters, and whether it has a body. */
const taken = (document: Document) =>
  operationsOf(document)
    .map(({ id, parameters, body }) => ({
      id,
      parameters: parameters.map(({ name, in: place }) => `${place} ${name}`),
      hasBody: body !== undefined,
    }))
    .toSorted((one, other) => one.id.localeCompare(other.id))

interface SwaggerOperation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
}

test('version 1 in Swagger is valid, and every operation takes what it did', async () => {
  const document = await readDocument<Document & Whole>('cloudsmith-v1.yaml')
  const swagger = swaggerOf(document)

  const paths = Object.values(swagger.paths as Record<string, Record<string, SwaggerOperation>>)
  const found = paths.flatMap((item) =>
    Object.values(item).map(({ operationId, parameters }) => ({
      id: operationId,
      parameters: parameters.filter(({ in: place }) => place !== 'body').map(({ name, in: place }) => `${place} ${name}`),
      hasBody: parameters.some(({ in: place }) => place === 'body'),
    })),
  )
  expect(found.toSorted((one, other) => one.id.localeCompare(other.id))).toEqual(taken(document))
  expect(await errorsIn(swagger)).toEqual([])
})

test('version 2 in OpenAPI 3.0 is valid, and every operation takes what it did', async () => {
  const document = await readDocument<Document & Whole>('cloudsmith-v2.yaml')
  const openapi = openapiOf(document)

  expect(taken(openapi as unknown as Document)).toEqual(taken(document))
  expect(await errorsIn(openapi)).toEqual([])
})
