import { readFile, writeFile } from 'node:fs/promises'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { conformingEmulator } from '../../test/story.ts'
import { toldOfSwitch } from '../../test/switch-docs.ts'
import { serve } from '../server.ts'
import { described } from './description.ts'
import { controlDocument } from './openapi-document.ts'
import { controlRoutes } from './routes.ts'

const file = new URL('../../page/openapi.json', import.meta.url)

test('the document describes every request, and no other', () => {
  const there = controlRoutes(conformingEmulator(), {}).map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(described).sort()).toEqual(there.sort())
})

test('the document is the one that is made of the routes (UPDATE=1 writes it)', async () => {
  const document = `${JSON.stringify(
    controlDocument((name) => toldOfSwitch(name).text),
    null,
    2,
  )}\n`
  if (process.env.UPDATE) await writeFile(file, document)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(document))
})

test('operations have ids of their own', () => {
  const { paths } = controlDocument((name) => toldOfSwitch(name).text) as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId))
  expect(ids).toContain('postDeliveriesIdReplay')
  expect(ids).toContain('getState')
  expect(new Set(ids).size).toBe(Object.keys(described).length)
})

test('a server serves it, and answers what it says to every request that needs nothing', async () => {
  const server = await serve(conformingEmulator())
  try {
    const served = await fetch(`${server.url}/_emulator/openapi.json`)
    expect(served.headers.get('content-type')).toContain('application/json')
    expect(await served.json()).toMatchObject({ openapi: '3.1.1' })
    const simple = Object.keys(described).filter((id) => !/\{|reload|clock|POST (?:faults|latency|advisories)/.test(id))
    expect(simple.length).toBeGreaterThan(12)
    for (const id of simple) {
      const [method = '', path = ''] = id.split(' ')
      const response = await fetch(`${server.url}/_emulator/${path}`, { method })
      expect(response.status, id).toBe(200)
      expect(v.safeParse(described[id]?.answer as v.GenericSchema, await response.json()), id).toMatchObject({ success: true })
    }
  } finally {
    await server.close()
  }
})
