import { expect, test } from 'vitest'
import { story } from '../../test/story.ts'
import { repositoryPart } from '../world/parts.ts'
import { list, record, text } from '../world/shapes/index.ts'
import { keptParts, mustBeReadable, versioned } from './parts.ts'
import { readRows } from './read-rows.ts'
import { StateError } from './state-error.ts'

/** An earlier version stored a single wish. */
const wishesOf = repositoryPart('wishes', {
  shape: record({ wishes: list(text) }),
  make: () => ({ wishes: [] }),
  version: 2,
  upgrade: (written) => ({ wishes: [(written as { wish: string }).wish] }),
})

const { world } = story().emulator

/** Reads what a version has written. */
function read(written: unknown, version: number): { wishes: string[] } {
  const shape = {
    ...wishesOf.shape,
    form: '',
    read: (given: unknown, from: Parameters<NonNullable<typeof wishesOf.shape>['read']>[1]) =>
      wishesOf.shape?.read(from.upgraded('wishes', wishesOf, given), from),
  }
  return readRows(shape as never, written, {
    rows: new Map(),
    versions: { world: 1, wishes: version },
    blobOf: () => undefined,
    world,
  }) as { wishes: string[] }
}

test('what an earlier version has kept becomes what it would be now', () => {
  expect(read({ wish: 'peace' }, 1)).toEqual({ wishes: ['peace'] })
})

test('what this version has kept stays as it is', () => {
  expect(read({ wishes: ['peace', 'quiet'] }, 2)).toEqual({ wishes: ['peace', 'quiet'] })
})

test('what an earlier version cannot have kept is refused', () => {
  expect(() => read(null, 1)).toThrow(StateError)
  expect(() => read({ wish: 7 }, 1)).toThrow('wishes[0] must be text')
})

test('what a later version has kept is refused, by name', () => {
  const known = new Map([['wishes', wishesOf]])
  expect(() => mustBeReadable({ wishes: 3 }, known)).toThrow('wishes is of version 3, from a later emulator: this one knows 2.')
  expect(() => mustBeReadable({ hopes: 1 }, known)).toThrow('hopes is of version 1, from a later emulator: this one knows none.')
})

test('no two areas keep something under one name, and all that they name has a shape', () => {
  expect(keptParts.filter(({ shape }) => shape === undefined)).toEqual([])
  expect(versioned.size).toBe(new Set(versioned.keys()).size)
  const names = keptParts.map(({ partName }) => partName)
  expect(names).toEqual([...new Set(names)])
})
