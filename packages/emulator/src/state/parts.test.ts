import { expect, test } from 'vitest'
import { story } from '../../test/story.ts'
import { repositoryPart } from '../world/parts.ts'
import { homesOf, keptParts, mustBeReadable, upgradeParts, versionsOf } from './parts.ts'

interface Wishes {
  readonly wishes: readonly string[]
}

/** Once a single wish was kept. */
const wishesOf = repositoryPart('wishes', (): Wishes => ({ wishes: [] }), {
  version: 2,
  upgrade: (kept) => ({ wishes: [(kept as { wish: string }).wish] }),
})

function acme() {
  const { world } = story().emulator
  return {
    world,
    dev: world.repository({ owner: 'acme', repo: 'dev' }),
    live: world.repository({ owner: 'acme', repo: 'production' }),
  }
}

test('what an earlier version has kept becomes what it would be now, and what it did not is made when it is asked for', () => {
  const { world, dev, live } = acme()
  dev.parts?.set('wishes', { wish: 'peace' })
  upgradeParts(homesOf(world), { wishes: 1 }, [wishesOf])
  expect([wishesOf(dev), wishesOf(live)]).toEqual([{ wishes: ['peace'] }, { wishes: [] }])
})

test('what this version has kept stays as it is', () => {
  const { world, dev } = acme()
  dev.parts?.set('wishes', { wishes: ['peace', 'quiet'] })
  upgradeParts(homesOf(world), versionsOf([wishesOf]), [wishesOf])
  expect(wishesOf(dev)).toEqual({ wishes: ['peace', 'quiet'] })
})

test('what a later version has kept is refused, by name', () => {
  expect(() => mustBeReadable({ wishes: 3 }, [wishesOf])).toThrow('is of a later version of the emulator (wishes)')
})

test('no two areas keep something under one name', () => {
  const names = keptParts.map(({ partName }) => partName)
  expect(names).toEqual([...new Set(names)])
})
