// @vitest-environment edge-runtime
import { expect, test } from 'vitest'
import { Cloudsmith, ConnectionError, NotFoundError } from '../src/index.ts'

const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }
const answers = (answer: (request: Request) => Response | Promise<Response>) =>
  new Cloudsmith({ apiKey: 'key', retries: 0, fetch: async (request) => answer(request) })

test('this is an edge runtime, without Node', () => {
  expect(Reflect.get(globalThis, 'EdgeRuntime')).toBe('edge-runtime')
})

test('calls are made, and lists read', async () => {
  const cloudsmith = answers(({ url, headers }) =>
    url.endsWith('/abc/') ? Response.json({ name: 'ms', key: headers.get('x-api-key') }) : Response.json([{ name: 'ms' }]),
  )
  expect(await cloudsmith.packages.read(at)).toMatchObject({ name: 'ms', key: 'key' })
  expect(await cloudsmith.packages.list(at).toArray()).toMatchObject([{ name: 'ms' }])
})

test('errors have their types', async () => {
  await expect(answers(() => Response.json({ detail: 'Not found.' }, { status: 404 })).packages.read(at)).rejects.toBeInstanceOf(
    NotFoundError,
  )
  const broken = answers(() => Promise.reject(new TypeError('reset')))
  await expect(broken.packages.read(at)).rejects.toBeInstanceOf(ConnectionError)
})

test('a Blob is pushed, with its MD5', async () => {
  const seen: [string, unknown][] = []
  const pkg = { ...at, namespace: 'acme', repository: 'dev', slug_perm: 'abc', is_sync_completed: true }
  const cloudsmith = answers(async (request) => {
    const { pathname } = new URL(request.url)
    const json = request.headers.get('content-type')?.includes('json')
    seen.push([pathname, json ? await request.json() : await request.text()])
    if (pathname === '/files/acme/dev/')
      return Response.json({ identifier: 'up1', upload_url: 'https://s3.example/', upload_fields: {} })
    return Response.json(pkg)
  })
  const file = new Blob(['abc'])
  const pushed = await cloudsmith.push({ owner: 'acme', repo: 'dev', format: 'raw', file, filename: 'a.txt' })
  expect(pushed).toMatchObject({ slug_perm: 'abc' })
  expect(seen[1]?.[1]).toMatchObject({ filename: 'a.txt', md5_checksum: '900150983cd24fb0d6963f7d28e17f72' })
  // Its bytes can still be read after they were hashed.
  expect(seen[2]).toEqual(['/', expect.stringContaining('\r\n\r\nabc\r\n')])
})
