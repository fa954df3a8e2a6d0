import { expect, test } from 'vitest'
import { constructEvent } from './construct-event.ts'
import { anEvent, key, rejection } from './fixtures.ts'
import { header } from './headers.ts'
import { sign } from './sign.ts'

const throws = () => {
  throw new Error('a broken getter')
}

test.each<[kind: string, value: unknown, seen: string | undefined]>([
  ['text', 'one', 'one'],
  ['a list', ['one', 'two'], 'one, two'],
  ['null', null, undefined],
  ['undefined', undefined, undefined],
  ['a number', 7, undefined],
  ['a bigint', 7n, undefined],
  ['a boolean', true, undefined],
  ['a symbol', Symbol('one'), undefined],
  ['an object', { toString: throws }, undefined],
  ['an object without a prototype', Object.create(null), undefined],
  ['a function', () => 'one', undefined],
  ['an empty list', [], undefined],
  ['a list of nothing', [null, undefined], undefined],
  ['a list in a list', [['one']], 'one'],
])('a header that is %s', (_, value, seen) => {
  expect(header({ 'x-one': value } as never, 'x-one')).toBe(seen)
  expect(header({ get: () => value } as never, 'x-one')).toBe(seen)
})

test('a header that is there twice, in two letter cases, is both', () => {
  expect(header({ 'X-One': 'one', 'x-one': 'two', 'x-two': 'three' }, 'x-one')).toBe('one, two')
})

test('a header by the name of get is a header', () => {
  expect(header({ get: 'it', 'x-one': 'one' }, 'x-one')).toBe('one')
  expect(header({ get: 'it' }, 'get')).toBe('it')
})

test.each<[kind: string, headers: unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['text', 'x-cloudsmith-signature: 1'],
  ['a number', 7],
  ['a list', ['x-cloudsmith-signature', '1']],
  ['a get that throws', { get: throws }],
  ['a getter that throws', Object.defineProperty({}, 'x-cloudsmith-signature', { enumerable: true, get: throws })],
  ['a proxy that throws', new Proxy({}, { get: throws, ownKeys: throws })],
])('headers that are %s have no signature', async (_, headers) => {
  expect(await rejection(constructEvent('{}', headers as never, { signatureKey: key }))).toMatchObject({
    code: 'signature-missing',
  })
})

test('of two signatures, neither counts, even if one of them holds', async () => {
  const body = JSON.stringify(anEvent())
  const signature = await sign(body, key)
  for (const headers of [
    { 'x-cloudsmith-signature': [signature, '0'.repeat(40)] },
    { 'X-Cloudsmith-Signature': '0'.repeat(40), 'x-cloudsmith-signature': signature },
  ]) {
    expect(await rejection(constructEvent(body, headers, { signatureKey: key }))).toMatchObject({ code: 'signature-malformed' })
  }
})
