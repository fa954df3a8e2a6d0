import { expect, test } from 'vitest'
import { serve } from '../../test/support/server.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import { readBody } from './read-body.ts'

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

test.each<[string, string[], number, string]>([
  // what, pieces, most, what is read
  ['nothing', [], 5, ''],
  ['one piece', ['abc'], 5, 'abc'],
  ['exactly as much as is wanted', ['abc', 'de'], 5, 'abcde'],
  ['a byte more', ['abc', 'def'], 5, 'abcde'],
  ['one piece that is too long', ['abcdef'], 5, 'abcde'],
  ['empty pieces in between', ['', 'a', '', 'b'], 5, 'ab'],
])('%s', async (_, pieces, most, expected) => {
  const answer = () => {
    const left = [...pieces]
    return new Response(
      new ReadableStream<Uint8Array>({
        pull(controller) {
          const piece = left.shift()
          if (piece === undefined) controller.close()
          else controller.enqueue(new TextEncoder().encode(piece))
        },
      }),
    )
  }
  expect(await new Response(await readBody(answer(), most)).text()).toBe(expected)
  const whole = readBody(answer(), most, Symbol('too long')).then(
    () => 'read',
    (reason: symbol) => reason.description,
  )
  expect(await whole).toBe(pieces.join('').length > most ? 'too long' : 'read')
})

test('an answer without a body has none', async () => {
  expect(await readBody(new Response(null), 5)).toBeNull()
})
