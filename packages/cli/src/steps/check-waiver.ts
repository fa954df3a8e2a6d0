import { isDeepStrictEqual } from 'node:util'
import type { Pipeline, Plan, Waiver } from '@cloudsmith-sdk/promotion'
import type { WaiverFlaws } from '../documents/waivers.ts'

/** What is wrong with a waiver by itself, and, where there are plans, with what they say of it: that it is about nothing in any of them. */
export async function checkWaiver(
  waiver: Waiver,
  { waivers: { maxLife: waiverLife }, stages, edges }: Pipeline,
  plans: readonly Plan[],
  now: Date,
): Promise<WaiverFlaws> {
  const { timeAgainst } = await import('@cloudsmith-sdk/promotion/gates')
  const begins = waiver.granted === undefined ? Number.NaN : Date.parse(waiver.granted)
  const notes = begins > now.getTime() ? [`is only granted from ${waiver.granted} on`] : []
  // What begins later is held against the time when it does.
  const time = timeAgainst(waiver, { now: notes.length > 0 ? new Date(begins) : now, waiverLife })
  const gates = [...stages, ...edges].flatMap((each) => (each.gates ?? []).map(({ name }) => name))
  // Identifiers have digits in them, gates have not.
  const isNowhere = !/\d/.test(waiver.waives) && !gates.includes(waiver.waives.toLowerCase())
  const isIdle =
    plans.length > 0 &&
    plans.every(({ waivers }) => waivers.unmatched.some((each) => isDeepStrictEqual(plain(each), plain(waiver))))
  return {
    notes,
    flaws: [
      ...(time === undefined ? [] : [time]),
      ...(isNowhere ? ['waives nothing: no stage has this gate'] : []),
      ...(isIdle ? ['is about nothing in what is planned'] : []),
    ],
  }
}

/** Plans are stored as JSON, which leaves out what is undefined. */
const plain = (waiver: Waiver): unknown => JSON.parse(JSON.stringify(waiver))
