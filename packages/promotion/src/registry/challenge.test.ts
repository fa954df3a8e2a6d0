import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseChallenge } from './challenge.ts'

test.each([
  ['Basic realm="x"', { scheme: 'basic' }],
  [
    'Bearer realm="https://r.example/v2/token",service="r.example",scope="repository:a/b/c:pull,push"',
    { scheme: 'bearer', realm: 'https://r.example/v2/token', service: 'r.example', scope: 'repository:a/b/c:pull,push' },
  ],
  ['bearer  Realm="/token", Service="s"', { scheme: 'bearer', realm: '/token', service: 's', scope: undefined }],
  ['Bearer scope="x"', undefined],
  ['Digest realm="x"', undefined],
  ['', undefined],
])('%s', (header, challenge) => expect(parseChallenge(header)).toEqual(challenge))

test('what is written between quotes is read as it is, in any order', () => {
  const text = fc.stringMatching(/^[!#-~]{1,30}$/)
  fc.assert(
    fc.property(text, text, fc.boolean(), (realm, service, turned) => {
      const parts = [`realm="${realm}"`, `service="${service}"`]
      const header = `Bearer ${(turned ? parts.toReversed() : parts).join(',')}`
      expect(parseChallenge(header)).toEqual({ scheme: 'bearer', realm, service, scope: undefined })
    }),
  )
})
