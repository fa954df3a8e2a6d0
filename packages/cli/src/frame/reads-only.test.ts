import { expect, test } from 'vitest'
import { readsOnly } from './reads-only.ts'

const api = 'https://api.cloudsmith.io'
const sent = async (method: string, url: string, baseUrl?: string) =>
  readsOnly(async () => new Response('sent'), baseUrl)(new Request(url, { method }), {}).then(
    (response) => response.text(),
    (error: Error) => error.message,
  )

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('nothing is sent to the service with %s', async (method) => {
  expect(await sent(method, `${api}/packages/acme/dev/`)).toBe(
    `${method} /packages/acme/dev/ was not sent, because this is a dry run.`,
  )
  expect(await sent(method, 'http://127.0.0.1:8787/files/acme/dev/', 'http://127.0.0.1:8787')).toContain('this is a dry run')
})

test('reads are sent, and what it takes to know who asks', async () => {
  expect(await sent('GET', `${api}/packages/acme/dev/`)).toBe('sent')
  expect(await sent('POST', `${api}/openid/acme/`)).toBe('sent')
  expect(await sent('POST', 'https://sts.example.com/')).toBe('sent')
})
