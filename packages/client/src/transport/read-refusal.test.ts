import { expect, test } from 'vitest'
import { serve } from '../../test/support/server.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import { longestRefusal, readRefusal } from './read-refusal.ts'

test('a refusal without end is read up to 1 MiB, and then left', async () => {
  let left = false
  const { url } = await serve((response) => {
    response.writeHead(502, { 'Content-Type': 'text/html', 'X-Request-Id': 'r-7' })
    response.write('<title>Bad Gateway</title>')
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
      response.once('drain', more)
    }
    response.on('close', () => {
      left = true
    })
    more()
  })
  const call = new Cloudsmith({ baseUrl: url, retries: 0 }).formats.list()

  await expect(call).rejects.toMatchObject({ name: 'ServerError', status: 502, detail: 'Bad Gateway', requestId: 'r-7' })
  await expect.poll(() => left).toBe(true)
})

test('what is longer is cut, byte for byte; what is shorter is whole', async () => {
  const long = new Uint8Array(longestRefusal + 5).fill(7)
  expect((await readRefusal(new Response(long))).byteLength).toBe(longestRefusal)
  expect(new TextDecoder().decode(await readRefusal(new Response('No.')))).toBe('No.')
  expect((await readRefusal(new Response(null))).byteLength).toBe(0)
})
