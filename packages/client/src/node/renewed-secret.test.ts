import { expect, test } from 'vitest'
import { start } from '../../test/support/clock.ts'
import { renewedSecret } from './renewed-secret.ts'
import { jwt } from './test-machine.ts'

/** A secret whose tokens expire as `expiries` say, at a time that the test sets. */
function story(...expiries: (number | undefined)[]) {
  const time = { now: start, renewals: 0 }
  const reveal = renewedSecret(
    async () => jwt(expiries[time.renewals], `token ${++time.renewals}`),
    () => time.now,
  )
  return { time, reveal }
}

const hour = 3_600_000

test('a token is kept until 60 seconds before it expires', async () => {
  const { time, reveal } = story(start + hour, start + 2 * hour)
  const first = await reveal()

  time.now = start + hour - 60_001
  expect(await reveal()).toBe(first)
  time.now = start + hour - 60_000
  const second = await reveal()
  expect(second).not.toBe(first)
  expect(await reveal()).toBe(second)
  expect(time.renewals).toBe(2)
})

test('one that does not say when it expires is kept for 5 minutes', async () => {
  const { time, reveal } = story(undefined, undefined)
  await reveal()

  time.now = start + 299_999
  await reveal()
  expect(time.renewals).toBe(1)
  time.now = start + 300_000
  await reveal()
  expect(time.renewals).toBe(2)
})

test.each([
  ['no JWT', 'opaque'],
  ['a JWT of no JSON', 'a.b.c'],
  ['a JWT of null', `a.${btoa('null')}.c`],
  ['an expiry that is no number', `a.${btoa('{"exp":"soon"}')}.c`],
  ['an expiry without end', `a.${btoa('{"exp":1e999}')}.c`],
])('%s is a token as well', async (_, token) => {
  const reveal = renewedSecret(
    async () => token,
    () => start,
  )

  expect(await reveal()).toBe(token)
})

test('a hundred that ask at once cause one renewal', async () => {
  const { time, reveal } = story(start + hour)
  const tokens = await Promise.all(Array.from({ length: 100 }, () => reveal()))

  expect(new Set(tokens).size).toBe(1)
  expect(time.renewals).toBe(1)
})

test('a refused token is replaced once, however many were refused and however late they say so', async () => {
  const { time, reveal } = story(start + hour, start + hour)
  const refused = await reveal()
  const fresh = await Promise.all(Array.from({ length: 100 }, () => reveal(refused)))

  expect(new Set(fresh).size).toBe(1)
  expect(await reveal(refused)).toBe(fresh[0])
  expect(time.renewals).toBe(2)
})

test('a failure reaches all who wait, and is kept for nobody', async () => {
  let renewals = 0
  const reveal = renewedSecret(
    async () => {
      if (++renewals === 1) throw new Error('not now')
      return jwt(start + hour)
    },
    () => start,
  )
  const first = await Promise.allSettled([reveal(), reveal()])

  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(renewals).toBe(1)
  expect(await reveal()).toBe(jwt(start + hour))
})
