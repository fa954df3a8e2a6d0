import { describe, expect, test } from 'vitest'
import { Cloudsmith, type CloudsmithOptions } from '../src/index.ts'
import { tracing } from '../src/opentelemetry.ts'
import { jumpingClock } from './support/clock.ts'
import { expectNoSecret } from './support/no-secret.ts'
import { type Arrival, type Handler, sendJson, serve } from './support/server.ts'
import { spanRecorder } from './support/spans.ts'

const apiKey = 'k3y-that-nobody-may-read'
const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from('bytes'))).toString('hex')
const fileAt = (cdn_url: string) => ({
  cdn_url,
  filename: 'a.txt',
  checksum_sha256: sha256,
  namespace: 'acme',
  repository: 'dev',
})

const credentialIn = ({ headers }: Arrival): string =>
  headers.authorization === `Basic ${btoa(`token:${apiKey}`)}` || headers['x-api-key'] === apiKey ? 'sent' : 'withheld'

/** A server that stands for every host on the internet, and records the host of each request. */
async function internet(handler: Handler) {
  const asked: string[] = []
  const { url, arrivals } = await serve(handler)
  const fetching: NonNullable<CloudsmithOptions['fetch']> = async (request, init) => {
    const address = new URL(request.url)
    asked.push(address.host)
    const body = request.body === null ? null : await request.arrayBuffer()
    const { method, headers, redirect } = request
    return fetch(url + address.pathname + address.search, { ...init, method, headers, redirect, body })
  }
  const client = (options: CloudsmithOptions = {}) =>
    new Cloudsmith({ apiKey, fetch: fetching, clock: jumpingClock(), retries: 0, ...options })
  return { client, asked, arrivals, outcomes: () => arrivals.map(credentialIn) }
}

const sendBytes: Handler = (response) => response.end('bytes')
const refuse: Handler = (response) => sendJson(response, 401, { detail: 'Invalid token.' })

describe('a download', () => {
  test.each<[string, string, CloudsmithOptions, 'sent' | 'withheld']>([
    ['of a client at .io, at .io', 'https://dl.cloudsmith.io/basic/a.txt', {}, 'sent'],
    ['of a client at .io, at .com', 'https://dl.cloudsmith.com/basic/a.txt', {}, 'sent'],
    ['of a client at .com, at .com', 'https://dl.cloudsmith.com/basic/a.txt', { baseUrl: 'https://api.cloudsmith.com' }, 'sent'],
    ['of a client at .com, at .io', 'https://dl.cloudsmith.io/basic/a.txt', { baseUrl: 'https://api.cloudsmith.com' }, 'sent'],
    ['at a custom domain', 'https://packages.acme.example/basic/a.txt', {}, 'withheld'],
    ['at one that is trusted', 'https://packages.acme.example/basic/a.txt', { trustedHosts: ['packages.acme.example'] }, 'sent'],
    [
      'at .io, of a client at a proxy',
      'https://dl.cloudsmith.io/basic/a.txt',
      { baseUrl: 'https://proxy.acme.example' },
      'withheld',
    ],
    [
      'at .io, of a client at a proxy that is trusted',
      'https://dl.cloudsmith.io/basic/a.txt',
      { baseUrl: 'https://proxy.acme.example', trustedHosts: ['proxy.acme.example'] },
      'sent',
    ],
    ['by plain http', 'http://dl.cloudsmith.io/basic/a.txt', {}, 'withheld'],
  ])('%s', async (_, url, options, expected) => {
    const { client, outcomes } = await internet(sendBytes)
    await (await client(options).download(fileAt(url))).blob()
    expect(outcomes()).toEqual([expected])
  })

  test('from 127.0.0.1 by a client at localhost has the credential', async () => {
    const { url, arrivals } = await serve(sendBytes)
    const cloudsmith = new Cloudsmith({ baseUrl: url.replace('127.0.0.1', 'localhost'), apiKey })
    await (await cloudsmith.download(fileAt(`${url}/basic/a.txt`))).blob()
    expect(arrivals.map(credentialIn)).toEqual(['sent'])
  })

  test('takes it along to the twin of a host, but not to an address that is signed, nor back from elsewhere', async () => {
    const hop: Record<string, string> = {
      '/basic/twin.txt': 'https://dl.cloudsmith.com/basic/a.txt',
      '/basic/signed.txt': 'https://cdn.cloudsmith.io/a.txt?signature=1',
      '/basic/away.txt': 'https://evil.example/basic/back.txt',
      '/basic/back.txt': 'https://dl.cloudsmith.io/basic/a.txt',
    }
    const follow = async (name: string) => {
      const { client, outcomes } = await internet((response, { url }) => {
        const location = hop[url]
        if (location === undefined) response.end('bytes')
        else response.writeHead(302, { Location: location }).end()
      })
      await (await client().download(fileAt(`https://dl.cloudsmith.io/basic/${name}.txt`))).blob()
      return outcomes()
    }
    expect(await follow('twin')).toEqual(['sent', 'sent'])
    expect(await follow('signed')).toEqual(['sent', 'withheld'])
    expect(await follow('away')).toEqual(['sent', 'withheld', 'withheld'])
  })

  test('that is refused where no credential was sent says so, why, and what to set', async () => {
    const { client } = await internet(refuse)
    const call = client().download(fileAt('https://packages.acme.example/basic/a.txt'))
    await expect(call).rejects.toMatchObject({ name: 'AuthenticationError', owner: 'acme', repo: 'dev', filename: 'a.txt' })
    await expect(call).rejects.toThrow(
      'No credential was sent (401 on download of acme/dev/a.txt: Invalid token.).\nThe credential was not sent to packages.acme.example, because it is neither the host of baseUrl nor a trusted host: set trustedHosts: ["packages.acme.example"] if it may receive the credential.',
    )
  })

  test('that is refused where it was sent says that it is not accepted', async () => {
    const { client } = await internet(refuse)
    await expect(client().download(fileAt('https://dl.cloudsmith.io/basic/a.txt'))).rejects.toThrow(
      'Cloudsmith does not accept this credential (401 on download of acme/dev/a.txt: Invalid token.)',
    )
  })
})

describe('an upload', () => {
  const pushTo = async (upload_url: string, options: CloudsmithOptions = {}, meet: Handler = (response) => response.end()) => {
    const net = await internet((response, arrival, number) => {
      if (arrival.url.startsWith('/bytes')) return meet(response, arrival, number)
      if (arrival.url.includes('validate')) return response.writeHead(204).end()
      const pkg = { namespace: 'acme', repository: 'dev', slug_perm: 'abc', is_sync_completed: true }
      sendJson(response, 200, { identifier: 'up1', upload_url, ...pkg })
    })
    const file = new Blob(['bytes'])
    const pushing = net
      .client(options)
      .push({ owner: 'acme', repo: 'dev', format: 'raw', file, filename: 'a.txt', method: 'put' })
    const error: unknown = await pushing.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    return { error, bytes: net.arrivals.filter(({ url }) => url.startsWith('/bytes')).map(credentialIn) }
  }

  test.each<[string, CloudsmithOptions, string]>([
    ['https://upload.cloudsmith.io/bytes', {}, 'sent'],
    ['https://upload.cloudsmith.com/bytes', {}, 'sent'],
    ['https://upload.cloudsmith.io/bytes', { baseUrl: 'https://api.cloudsmith.com' }, 'sent'],
    ['https://s3.example/bytes', {}, 'withheld'],
    ['https://upload.acme.example/bytes', { trustedHosts: ['upload.acme.example'] }, 'sent'],
  ])('to %s with %j: %s', async (url, options, expected) => {
    expect(await pushTo(url, options)).toEqual({ error: undefined, bytes: [expected] })
  })

  test('that is refused where no credential was sent says so, and which file', async () => {
    const { error } = await pushTo('https://upload.acme.example/bytes', {}, (response) =>
      sendJson(response, 403, { detail: 'No.' }),
    )
    expect(error).toMatchObject({ name: 'PermissionError', owner: 'acme', repo: 'dev', filename: 'a.txt' })
    expect(String(error)).toContain('upload of a.txt to https://upload.acme.example/bytes')
    expect(String(error)).toContain('set trustedHosts: ["upload.acme.example"]')
  })
})

describe('a token in the path of a download is told nowhere', () => {
  const token = 'aB3dEf6hIj9k'

  test.each([
    'https://dl.cloudsmith.io',
    'https://packages.acme.example',
    'https://dl.cloudsmith.com',
    'https://api.cloudsmith.io',
  ])('at %s', async (origin) => {
    const heard: string[] = []
    const { tracerProvider, spans } = spanRecorder()
    const { client, arrivals } = await internet((response, { url }) =>
      url.includes('moved')
        ? sendJson(response, 404, { detail: `${url} was not found.` }, { 'X-Path': url })
        : response.writeHead(302, { Location: `https://cdn.example/moved${url}` }).end(),
    )
    const cloudsmith = client({ ...tracing({ tracerProvider }), debug: (line) => void heard.push(line) })
    const error: unknown = await cloudsmith
      .download(fileAt(`${origin}/${token}/acme/dev/raw/a.txt`))
      .catch((reason: unknown) => reason)

    expect(arrivals).toHaveLength(2)
    expect(error).toMatchObject({ name: 'NotFoundError', url: 'https://cdn.example/…/…/acme/dev/raw/a.txt' })
    expect(heard.length).toBeGreaterThan(4)
    expect(heard.join('\n')).toContain(`${origin}/…/acme/dev/raw/a.txt`)
    expectNoSecret(error, token)
    expectNoSecret(heard, token)
    expect(spans().length).toBe(2)
    expectNoSecret(
      spans().map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
      token,
    )
  })
})

test('an address of a file that is none is an answer that nothing can be done with', async () => {
  const { client, asked } = await internet(sendBytes)
  for (const url of [
    'no address',
    'ftp://dl.cloudsmith.io/a.txt',
    'https://root:pass@dl.cloudsmith.io/a.txt',
    'javascript:alert(1)',
  ]) {
    await expect(client().download(fileAt(url))).rejects.toMatchObject({ name: 'ParseError', filename: 'a.txt' })
  }
  expect(asked).toEqual([])
})
