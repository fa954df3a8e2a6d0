import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimsMatch, readClaims } from './claims.ts'

const token = (payload: unknown) => `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`
const iss = 'https://issuer.example.com'

test('a token is good from its beginning to its end', () => {
  const claims = { iss, nbf: 10, exp: 20 }
  expect(readClaims(token(claims), 9_999)).toBeUndefined()
  expect(readClaims(token(claims), 10_000)).toEqual(claims)
  expect(readClaims(token(claims), 20_000)).toBeUndefined()
})

test('what is no token says nothing', () => {
  for (const payload of [null, 'text', [], { sub: 'nobody' }, { iss: 1 }]) expect(readClaims(token(payload), 0)).toBeUndefined()
  fc.assert(fc.property(fc.string(), (text) => readClaims(text, 0) === undefined))
  fc.assert(fc.property(fc.json(), (json) => void readClaims(`a.${Buffer.from(json).toString('base64url')}.c`, 0)))
})

test.each([
  [{}, {}, true],
  [{ ref: 'main' }, { ref: 'main' }, true],
  [{ ref: 'main' }, { ref: 'maintenance' }, false],
  [{ ref: 'refs/tags/.*' }, { ref: 'refs/tags/v1' }, true],
  [{ ref: 'refs/tags/.*' }, { ref: 'refs/heads/v1' }, false],
  [{ ref: '.*/main' }, { ref: 'refs/main' }, false],
  [{ ref: 'main' }, {}, false],
  [{ ref: 'main', env: 'prod' }, { ref: 'main', env: 'dev' }, false],
  [{ aud: 'cloudsmith' }, { aud: ['other', 'cloudsmith'] }, true],
  [{ run: 7 }, { run: '7' }, true],
])('%j wants of %j: %s', (wanted, said, expected) => {
  expect(claimsMatch(wanted, { iss, ...said })).toBe(expected)
})
