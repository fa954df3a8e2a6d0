import { expect, test } from 'vitest'
import { placed } from './layout.ts'

const placesOf = (stages: readonly string[], ways: readonly (readonly [string, string])[]) =>
  placed(
    stages,
    ways.map(([from, to]) => ({ from, to })),
  ).map(({ name, column, row }) => `${name} ${column} ${row}`)

test('stages stand in the order in which packages come to them', () => {
  expect(
    placesOf(
      ['dev', 'staging', 'production'],
      [
        ['dev', 'staging'],
        ['staging', 'production'],
      ],
    ),
  ).toEqual(['dev 0 0', 'staging 1 0', 'production 2 0'])
})

test('what packages can come to at once stands side by side, and a shortcut moves nothing forward', () => {
  const ways = [
    ['dev', 'eu'],
    ['dev', 'us'],
    ['eu', 'production'],
    ['us', 'production'],
    ['dev', 'production'],
  ] as const
  expect(placesOf(['dev', 'eu', 'us', 'production'], ways)).toEqual(['dev 0 0', 'eu 1 0', 'us 1 1', 'production 2 0'])
})

test('a way back makes no circle', () => {
  expect(
    placesOf(
      ['dev', 'staging'],
      [
        ['dev', 'staging'],
        ['staging', 'dev'],
      ],
    ),
  ).toEqual(['dev 0 0', 'staging 1 0'])
})
