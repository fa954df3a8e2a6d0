import type { ApplyEvent } from '@cloudsmith-sdk/promotion'
import { expect, test } from 'vitest'
import { liveDisplay } from './live.ts'

/** A terminal that wraps long lines, and wraps them again when its width changes, like most. */
function terminal(columns: number) {
  let lines = ['']
  let target: number | undefined
  const rows = () => lines.flatMap((line) => line.match(new RegExp(`.{1,${screen.columns}}`, 'gu')) ?? [''])
  const screen = {
    isTTY: true,
    columns,
    rows,
    write(text: string) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are controlled with these characters
      for (const [, up, erase, style, line] of text.matchAll(/\u001b\[(\d+)F|(\u001b\[J)|(\u001b\[\d*m)|([^\u001b]+)/g)) {
        if (up !== undefined) target = Math.max(0, rows().length - 1 - Number(up))
        else if (erase !== undefined) lines = [...rows().slice(0, target), '']
        else if (style === undefined) {
          const [first = '', ...rest] = (line ?? '').split('\n')
          lines = [...lines.slice(0, -1), `${lines.at(-1)}${first}`, ...rest]
        }
      }
    },
  }
  return screen
}

/** A clock that only moves when the test moves it. */
function ticking() {
  let at = 0
  let call = () => {}
  return {
    now: () => at,
    every(_: number, next: () => void) {
      call = next
      return () => {
        call = () => {}
      }
    },
    pass(milliseconds: number) {
      at += milliseconds
      call()
    },
  }
}

const identity = { format: 'npm', name: '@acme/a-name-that-is-rather-long-for-a-package', version: '10.20.30', filename: 'x.tgz' }
const progress = (done: number) => ({ done, total: 10, requests: 120, minutes: 3.2 })
const settled = (done: number, name = identity.name): ApplyEvent =>
  ({ type: 'arrived', package: { ...identity, name }, progress: progress(done) }) as unknown as ApplyEvent

test.each([5, 20, 40, 80, 200])('in %i columns it takes two rows, whatever happens, and none of them wraps', (columns) => {
  const screen = terminal(columns)
  screen.write('$ cloudsmith-promote apply\n')
  const before = screen.rows().length
  const display = liveDisplay(screen, ticking())
  for (let done = 0; done <= 10; done++) {
    display.show(settled(done))
    const painted = screen.rows().slice(before - 1)
    expect([painted.length, painted.at(-1)]).toEqual([3, ''])
    for (const row of painted) expect(row.length).toBeLessThan(columns)
    if (columns >= 20) expect(painted[0]).toContain(`${done} of 10`)
  }
})

test('a terminal that claims to have no columns, as some in containers do, is taken for one of 80', () => {
  const screen = Object.assign(terminal(80), { columns: 0 })
  const written: string[] = []
  const display = liveDisplay({ ...screen, write: (text: string) => written.push(text) }, ticking())
  for (const done of [1, 2]) display.show(settled(done))
  expect(written.join('')).toContain('2 of 10 packages')
  expect(written[1]?.startsWith('\u001b[2F')).toBe(true)
})

test('a terminal that was made narrower or wider in between shows nothing twice', () => {
  const screen = terminal(80)
  const display = liveDisplay(screen, ticking())
  for (const [index, columns] of [80, 20, 120, 33, 34, 10, 80].entries()) {
    screen.columns = columns
    display.show(settled(index))
    expect(screen.rows()).toHaveLength(3)
  }
})

test('names from elsewhere are shown, not obeyed, and wide characters take two columns', () => {
  const screen = terminal(40)
  const display = liveDisplay(screen, ticking())
  display.show(settled(1, '\u001b[2J\u0007\rbell'))
  expect(screen.rows()[1]).toBe('arrived npm:\\u{1b}[2J\\u{7}\\rbell@10.20…')
  display.show(settled(1, '包'.repeat(60)))
  expect(screen.rows()[1]).toBe(`arrived npm:${'包'.repeat(13)}…`)
})

test('what others wrote in between stays', () => {
  const screen = terminal(80)
  const display = liveDisplay(screen, ticking())
  display.show(settled(1))
  screen.write('Interrupted: finishing what was begun.\n')
  display.leave()
  display.show(settled(2))
  display.show(settled(3))
  expect(screen.rows()).toEqual([
    expect.stringContaining('1 of 10'),
    expect.stringContaining('arrived'),
    'Interrupted: finishing what was begun.',
    expect.stringContaining('3 of 10'),
    expect.stringContaining('arrived'),
    '',
  ])
})

const looked = (pause: number) =>
  ({ type: 'looked', pending: 9, scanning: 6, pause, progress: progress(1) }) as unknown as ApplyEvent

test('while it waits it says for what, and counts the time to the next look down', () => {
  const [screen, clock] = [terminal(100), ticking()]
  const display = liveDisplay(screen, clock)
  display.show(looked(30_000))
  expect(screen.rows()[1]).toBe('waiting: 3 to arrive, 6 to be scanned; next check in 30 s')
  clock.pass(12_300)
  expect(screen.rows().slice(1)).toEqual(['waiting: 3 to arrive, 6 to be scanned; next check in 18 s', ''])
  clock.pass(60_000)
  expect(screen.rows()[1]).toContain('next check in 0 s')
  display.show(settled(10))
  clock.pass(1_000)
  expect(screen.rows()[1]).toMatch(/^arrived/)
})

test.each([
  [
    100,
    '██░░░░░░░░░░░░░░░░░░ 1 of 10 packages, 120 requests left, about 4 min',
    'waiting: 3 to arrive, 6 to be scanned; next check in 30 s',
  ],
  [55, '1 of 10 packages, 120 requests left, about 4 min', '3 to arrive, 6 to be scanned; 30 s'],
  [21, '1 of 10, 120 left', '9 waiting, 30 s'],
  [9, '1 of 10', '9 waiti…'],
])('in %i columns it says as much as there is room for', (columns, state, word) => {
  const screen = terminal(columns)
  liveDisplay(screen, ticking()).show(looked(30_000))
  expect(screen.rows()).toEqual([state, word, ''])
})

test('a terminal that tells of its new size is painted at once, until the end', () => {
  const listeners = new Set<() => void>()
  const screen = Object.assign(terminal(100), {
    on: (_: 'resize', listener: () => void) => listeners.add(listener),
    off: (_: 'resize', listener: () => void) => listeners.delete(listener),
  })
  const display = liveDisplay(screen, ticking())
  display.show(looked(30_000))
  screen.columns = 21
  for (const listener of listeners) listener()
  expect(screen.rows()).toEqual(['1 of 10, 120 left', '9 waiting, 30 s', ''])
  display.end()
  expect(listeners.size).toBe(0)
})
