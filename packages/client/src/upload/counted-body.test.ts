import { expect, test } from 'vitest'
import { holdBytes } from './bytes.ts'
import { countedBody, readsOwnStreams } from './counted-body.ts'

const bytes = new Uint8Array(200_000).map((_, index) => index)

test.each([
  ['a Blob in one piece', new Blob([bytes])],
  ['bytes in memory', holdBytes(bytes)],
])('%s is sent whole, with its length, and is seen to leave bit by bit', async (_, source) => {
  const seen: number[] = []
  const body = countedBody(source, (sent) => seen.push(sent), true)
  expect(body.size).toBe(bytes.length)
  const request = new Request('https://api.cloudsmith.io/', { method: 'PUT', body })
  expect(seen).toEqual([])
  expect(new Uint8Array(await request.arrayBuffer())).toEqual(bytes)
  expect(seen).toEqual([65_536, 131_072, 196_608, 200_000])
})

test('where the runtime looks for the bytes elsewhere, they are there', async () => {
  const seen: number[] = []
  for (const source of [new Blob([bytes]), holdBytes(bytes)]) {
    const body = countedBody(source, (sent) => seen.push(sent), false)
    expect(new Uint8Array(await body.arrayBuffer())).toEqual(bytes)
  }
  expect(seen).toEqual([])
})

test('Node sends what the stream of a Blob gives', async () => {
  expect(await readsOwnStreams()).toBe(true)
})
