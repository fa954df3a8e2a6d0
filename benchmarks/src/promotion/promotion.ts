import type { Outcome } from '../benchmark.ts'
import type { Table } from '../table.ts'
import { measurePlanning } from './planning.ts'
import { byLoop, byPlan } from './ways.ts'
import type { Taken } from './world.ts'

const sizes = [10, 100, 1000, 10_000] as const
const tagged = 1000
const planned = 10_000

/** Measures what promotions cost in requests and time, against copying one by one, and what a large plan costs in time and memory. */
export async function measurePromotion(): Promise<Outcome> {
  const measured: { size: number; plan: Taken; loop: Taken }[] = []
  for (const size of sizes) measured.push({ size, plan: await byPlan(size), loop: await byLoop(size) })
  const withTag = await byPlan(tagged, 'promoted')
  const planning = await measurePlanning(planned)
  return {
    figures: {
      ...Object.fromEntries(
        measured.flatMap(({ size, plan, loop }) => [
          [`promotion.requests.${size}`, plan.requests],
          [`promotion.minutes.${size}`, plan.minutes],
          [`promotion.loop.requests.${size}`, loop.requests],
          [`promotion.loop.minutes.${size}`, loop.minutes],
        ]),
      ),
      [`promotion.requests.${tagged}.tagged`]: withTag.requests,
      [`promotion.plan${planned}.seconds`]: planning.seconds,
      [`promotion.plan${planned}.peakMB`]: planning.peakMB,
      [`promotion.plan${planned}.worstPeakMB`]: planning.worstPeakMB,
    },
    tables: [
      {
        title: 'From development to staging, against the emulator: requests, and minutes of its time',
        columns: ['packages', 'plan and apply', 'minutes', 'one by one', 'minutes'],
        rows: [
          ...measured.map(({ size, plan, loop }) => [nameOf(size), plan.requests, plan.minutes, loop.requests, loop.minutes]),
          [`${nameOf(tagged)}, tagged`, withTag.requests, withTag.minutes, null, null],
        ],
        notes: [
          'The emulator allows 10,800 requests an hour, and takes 200 ms for each, about 4 s for a copy, and a minute until it is scanned.',
          'Plan and apply verifies every copy: its own scan, quarantine, policies, bytes. One by one only waits until each is synchronised.',
        ],
      },
      whereTo(measured.map(({ size, plan }) => [nameOf(size), plan] as const).concat([[`${nameOf(tagged)}, tagged`, withTag]])),
      {
        title: `A plan of ${nameOf(planned)} packages`,
        columns: ['', 'seconds', 'peak MiB', 'worst'],
        rows: [['plan, everything', planning.seconds, planning.peakMB, planning.worstPeakMB]],
        notes: [
          'Wall time of the call, including responses of the emulator over HTTP. The emulator is another process on the same machine.',
          'The peak resident memory of a process, minus its memory before the call: the median of five processes, and the worst.',
        ],
      },
    ],
  }
}

const nameOf = (size: number): string => size.toLocaleString('en-GB')

/** What the requests of plan and apply were for. */
function whereTo(taken: readonly (readonly [string, Taken])[]): Table {
  const operations = [...new Set(taken.flatMap(([, { byOperation }]) => Object.keys(byOperation)))]
  return {
    title: 'Requests of plan and apply by operation',
    columns: ['packages', ...operations],
    rows: taken.map(([name, { byOperation }]) => [name, ...operations.map((operation) => byOperation[operation] ?? 0)]),
  }
}
