import { expect, test } from 'vitest'
import { createEmulator } from '../index.ts'
import { createStateKeeper } from './keep-state.ts'

/** A folder that is full for a number of writes. */
function fullFor(failures: number) {
  let left = failures
  let saved = 0
  return {
    load: async () => false,
    async save() {
      if (left-- > 0) throw new Error('ENOSPC: no space left on device, write')
      saved += 1
    },
    get saved() {
      return saved
    },
  }
}

test('a state that could not be written is written when there is room again, without another change, and each is said once', async () => {
  const folder = fullFor(3)
  const told: string[] = []
  const keeper = createStateKeeper(createEmulator(), folder, (line) => told.push(line), { calm: 1, retry: 1 })
  keeper.changed()
  await expect.poll(() => folder.saved).toBe(1)
  expect(told).toEqual([
    'The state was not written: ENOSPC: no space left on device, write. The emulator retries until it succeeds.',
    'The state can be written again.',
  ])
})

test('changes that come together are written once, and one after the end not at all', async () => {
  const folder = fullFor(0)
  const keeper = createStateKeeper(createEmulator(), folder, () => {}, { calm: 1, retry: 1 })
  for (let change = 0; change < 5; change++) keeper.changed()
  await expect.poll(() => folder.saved).toBe(1)
  await keeper.save()
  expect(folder.saved).toBe(2)
})

test('a write at the end that fails is told to whoever ends it, and not tried again', async () => {
  const keeper = createStateKeeper(createEmulator(), fullFor(1), () => {}, { calm: 1, retry: 1 })
  await expect(keeper.save()).rejects.toThrow('ENOSPC')
})
