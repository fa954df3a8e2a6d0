import { describe, expect, test } from 'vitest'
import { createTrust, type TrustOptions } from './trust.ts'

const trusts = (home: string, address: string, options: TrustOptions = {}) =>
  createTrust(new URL(home), options)(address) ?? 'trusted'

describe('a client of Cloudsmith', () => {
  test.each([
    ['https://api.cloudsmith.io', 'https://api.cloudsmith.io/packages/acme/', 'trusted'],
    ['https://api.cloudsmith.io', 'https://upload.cloudsmith.io/acme/dev/a.txt', 'trusted'],
    ['https://api.cloudsmith.io', 'https://dl.cloudsmith.com/basic/a.txt', 'trusted'],
    ['https://api.cloudsmith.com', 'https://dl.cloudsmith.io/basic/a.txt', 'trusted'],
    ['https://api.cloudsmith.io', 'https://helm.oci.cloudsmith.io/', 'trusted'],
    ['https://api.cloudsmith.io', 'https://cloudsmith.io/', 'trusted'],
    ['https://api.cloudsmith.io', 'http://api.cloudsmith.io/', 'plain'],
    ['https://api.cloudsmith.io', 'http://dl.cloudsmith.com/', 'plain'],
    ['https://api.cloudsmith.io', 'https://api.cloudsmith.io:8443/', 'foreign'],
    ['https://api.cloudsmith.io', 'https://api.cloudsmith.io.evil.example/', 'foreign'],
    ['https://api.cloudsmith.io', 'https://evilcloudsmith.io/', 'foreign'],
    ['https://api.cloudsmith.io', 'https://cloudsmith.io.example/', 'foreign'],
    ['https://api.cloudsmith.io', 'https://api.cloudsmith.io@evil.example/', 'foreign'],
    ['https://api.cloudsmith.io', 'https://evil.example/api.cloudsmith.io/', 'foreign'],
    ['https://api.cloudsmith.io', 'http://localhost/', 'foreign'],
    ['https://api.cloudsmith.io', 'ftp://dl.cloudsmith.io/', 'plain'],
    ['https://api.cloudsmith.io', 'data:text/plain,x', 'foreign'],
    ['https://api.cloudsmith.io', 'no address', 'foreign'],
    ['https://api.cloudsmith.io', '', 'foreign'],
  ])('at %s: %s is %s', (home, address, expected) => expect(trusts(home, address)).toBe(expected))
})

describe('a client of something else', () => {
  test.each([
    ['http://localhost:8787', 'http://127.0.0.1:8787/a', 'trusted'],
    ['http://127.0.0.1:8787', 'http://localhost:8787/a', 'trusted'],
    ['http://[::1]:8787', 'http://localhost:8787/a', 'trusted'],
    ['http://localhost:8787', 'http://[::1]:8787/a', 'trusted'],
    ['http://localhost:8787', 'http://localhost:8788/a', 'foreign'],
    ['http://localhost:8787', 'https://localhost:8787/a', 'trusted'],
    ['http://localhost:8787', 'http://127.0.0.2:8787/a', 'foreign'],
    ['http://localhost:8787', 'http://localhost.evil.example:8787/a', 'foreign'],
    ['https://proxy.acme.example', 'https://proxy.acme.example/a', 'trusted'],
    ['https://proxy.acme.example', 'https://dl.cloudsmith.io/basic/a.txt', 'foreign'],
  ])('at %s: %s is %s', (home, address, expected) => expect(trusts(home, address)).toBe(expected))
})

describe('hosts that the caller names', () => {
  const named = { trustedHosts: ['packages.acme.example', 'Proxy.acme.example:8443', 'localhost:9000'] }

  test.each([
    ['https://api.cloudsmith.io', 'https://packages.acme.example/basic/a.txt', 'trusted'],
    ['https://api.cloudsmith.io', 'https://proxy.acme.example:8443/', 'trusted'],
    ['https://api.cloudsmith.io', 'https://proxy.acme.example/', 'foreign'],
    ['https://api.cloudsmith.io', 'https://packages.acme.example:8443/', 'foreign'],
    ['https://api.cloudsmith.io', 'https://more.packages.acme.example/', 'foreign'],
    ['https://api.cloudsmith.io', 'http://packages.acme.example/', 'plain'],
    ['https://api.cloudsmith.io', 'http://localhost:9000/', 'trusted'],
    // A proxy that is listed counts as a host of Cloudsmith's, so Cloudsmith's other hosts are trusted too.
    ['https://packages.acme.example', 'https://dl.cloudsmith.io/basic/a.txt', 'trusted'],
    ['https://other.acme.example', 'https://dl.cloudsmith.io/basic/a.txt', 'foreign'],
  ])('a client at %s: %s is %s', (home, address, expected) => expect(trusts(home, address, named)).toBe(expected))

  test('may be reached by plain http where the caller allows that', () => {
    const options = { trustedHosts: ['packages.acme.example'], allowInsecureHttp: true }
    expect(trusts('https://api.cloudsmith.io', 'http://packages.acme.example/', options)).toBe('trusted')
    expect(trusts('https://api.cloudsmith.io', 'http://evil.example/', options)).toBe('foreign')
  })

  test.each(['https://packages.acme.example', 'packages.acme.example/', 'a b', '', '*.acme.example/', 'user@acme.example'])(
    'are hosts: %j is none',
    (host) =>
      expect(() => trusts('https://api.cloudsmith.io', 'https://x.example', { trustedHosts: [host] })).toThrow(
        'which is not a host',
      ),
  )
})
