import { describe, expect, test } from 'vitest'
import { partSize } from '../../src/upload/parts.ts'
import { deliver } from '../support/sending.ts'
import { sendJson } from '../support/server.ts'

/** Slightly more than two parts of the default size, in ASCII. */
const large = new Blob(new Array(11).fill(new Uint8Array(partSize / 5).fill(65)))

describe('parts of the usual size', () => {
  test.each([
    ['of a file', () => large],
    ['of a stream of unknown length', () => large.stream()],
  ])('%s arrive whole', async (_, source) => {
    const { outcome, parts, lengths, sent } = await deliver((response) => sendJson(response, 200, {}), {
      way: 'put_parts',
      source: source(),
    })
    expect(outcome).toBe('up1')
    expect([...parts].sort()).toEqual(['1', '2', '3'])
    expect(lengths.toSorted((a, b) => b - a)).toEqual([partSize, partSize, partSize / 5])
    expect(sent.at(-1)).toBe(large.size)
  })
})
