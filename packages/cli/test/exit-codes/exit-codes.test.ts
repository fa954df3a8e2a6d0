import { expect, test } from 'vitest'
import { exits } from '../../src/core/exit-codes.ts'
import { story } from '../story.ts'
import { cases, happenings } from './happenings.ts'

test('each outcome that a script branches on is had', () => {
  expect(Object.values(happenings).filter((of) => Object.keys(of).length === 0)).toEqual([])
})

test.each(cases)('%s: %s', async (exit, _, { before, argv, says = '', interrupted }) => {
  const world = await story()
  await before?.(world)
  const writes = world.emulator.requests.writes.length
  const ending = new AbortController()
  const onPrint = (text: string) => {
    if (interrupted && text.includes('Requested ')) ending.abort(new Error('SIGINT was received.'))
  }
  const { code, stdout, stderr } = await world.cliWith({ signal: ending.signal, onPrint }, ...argv)
  expect([code, `${stdout}${stderr}`]).toEqual([exits[exit].code, expect.stringContaining(says)])
  // The table says of these that nothing was sent.
  if (exit === 'usage' || exit === 'changed') expect(world.emulator.requests.writes.length).toBe(writes)
})
