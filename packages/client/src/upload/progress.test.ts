import { expect, test } from 'vitest'
import { createMeter, progressOf } from './progress.ts'

const timeline = () => {
  let now = 0
  return { clock: { now: () => now, sleep: () => Promise.resolve() }, pass: (milliseconds: number) => (now += milliseconds) }
}

test('the rate is that of the last five seconds, not of all the time', () => {
  const { clock, pass } = timeline()
  const measure = createMeter(clock)
  expect(measure(0)).toBeUndefined()
  const rateAfter = (seconds: number, step: number) => {
    let rate: number | undefined
    for (let second = 0; second < seconds; second++) {
      pass(1000)
      total += step
      rate = measure(total)
    }
    return rate
  }
  let total = 0
  expect(rateAfter(20, 100)).toBe(100)
  expect(rateAfter(6, 7000)).toBe(7000)
})

test('what is sent again counts as bytes that move, and none move backwards', () => {
  const { clock, pass } = timeline()
  const measure = createMeter(clock)
  pass(1000)
  expect(measure(500)).toBe(500)
  expect(measure(0)).toBe(500)
  pass(1000)
  expect(measure(500)).toBe(500)
})

test('a listener hears each step once, and what it throws is dropped', () => {
  const heard: number[] = []
  const { clock } = timeline()
  const tell = progressOf<number>(
    clock,
    (bytes) => {
      heard.push(bytes)
      throw new Error('no.')
    },
    (bytes) => bytes,
  )
  for (const bytes of [0, 10, 10, 20]) tell(bytes)
  expect(heard).toEqual([0, 10, 20])
})
