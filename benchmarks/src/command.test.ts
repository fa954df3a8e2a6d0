import { expect, test } from 'vitest'
import { readCommand } from './command.ts'

const known = { size: { about: 'bytes' }, types: { about: 'checking' } }

test('a name, and where the figures go', () => {
  expect(readCommand(['size'], known)).toEqual({ name: 'size', json: undefined, isRecorded: false })
  expect(readCommand(['types', '--json', 'figures.json'], known)).toEqual({
    name: 'types',
    json: 'figures.json',
    isRecorded: false,
  })
  expect(readCommand(['--', 'types', '--json=figures.json'], known)).toEqual({
    name: 'types',
    json: 'figures.json',
    isRecorded: false,
  })
})

test('whether the site shows them', () => {
  expect(readCommand(['size', '--record'], known)).toMatchObject({ name: 'size', isRecorded: true })
})

test.each([
  [[], 'No benchmark is named'],
  [['speed'], 'no benchmark "speed"'],
  [['toString'], 'no benchmark "toString"'],
  [['size', 'types'], 'One benchmark at a time'],
  [['size', '--yaml', 'figures'], '--yaml'],
  [['size', '--json'], '--json'],
])('%j is answered with what is wrong and the names that are right', (args, problem) => {
  expect(() => readCommand(args, known)).toThrow(problem)
  expect(() => readCommand(args, known)).toThrow(/size +bytes\n +types +checking/)
})
