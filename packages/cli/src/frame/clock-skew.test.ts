import { expect, test } from 'vitest'
import { skewIn, tellingSkew } from './clock-skew.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const answeredAt = (date: string | undefined) => new Response(null, { headers: date === undefined ? {} : { date } })

test.each([
  ['Sun, 01 Mar 2026 12:00:59 GMT', undefined],
  ['Sun, 01 Mar 2026 12:01:30 GMT', '90 seconds behind'],
  ['Sun, 01 Mar 2026 11:50:00 GMT', '10 minutes ahead of'],
  ['Mon, 02 Mar 2026 12:00:00 GMT', '24 hours behind'],
  ['Sat, 01 Mar 2025 12:00:00 GMT', '365 days ahead of'],
  ['whenever', undefined],
  [undefined, undefined],
])('an answer of %s', (date, said) => {
  const skew = skewIn(answeredAt(date), now)
  expect(skew).toEqual(said === undefined ? undefined : expect.stringContaining(`this machine is ${said} the service`))
})

test('what is wrong with the clock is told once, and the answers are as they were', async () => {
  const told: string[] = []
  const answer = answeredAt('Sat, 01 Mar 2025 12:00:00 GMT')
  const send = tellingSkew(
    async () => answer,
    () => now,
    (sentence) => told.push(sentence),
  )
  for (let times = 0; times < 3; times++) expect(await send(new Request('http://localhost/'), {})).toBe(answer)
  expect(told).toHaveLength(1)
})
