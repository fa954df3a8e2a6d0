import { isDeepStrictEqual } from 'node:util'
import type { Pipeline, Plan, Waiver } from '@cloudsmith-sdk/promotion'
import type { WaiverFlaws } from '../documents/waivers.ts'

/** Checks a waiver by itself and, if there are plans, against them: whether it applies to anything in any of them. */
export async function checkWaiver(
  waiver: Waiver,
  { waivers: { maxLife: waiverLife }, stages, edges }: Pipeline,
  plans: readonly Plan[],
  now: Date,
): Promise<WaiverFlaws> {
  const { timeAgainst } = await import('@cloudsmith-sdk/promotion/gates')
  const begins = waiver.granted === undefined ? Number.NaN : Date.parse(waiver.granted)
  const notes = begins > now.getTime() ? [`is only granted from ${waiver.granted} on`] : []
  // A waiver that starts later is checked as of its start.
  const time = timeAgainst(waiver, { now: notes.length > 0 ? new Date(begins) : now, waiverLife })
  const gates = [...stages, ...edges].flatMap((each) => (each.gates ?? []).map(({ name }) => name))
  // Vulnerability identifiers contain digits, gate names do not.
  const isNowhere = !/\d/.test(waiver.waives) && !gates.includes(waiver.waives.toLowerCase())
  const isIdle =
    plans.length > 0 &&
    plans.every(({ waivers }) => waivers.unmatched.some((each) => isDeepStrictEqual(plain(each), plain(waiver))))
  return {
    notes,
    flaws: [
      ...(time === undefined ? [] : [time]),
      ...(isNowhere ? ['waives nothing: no stage has this gate'] : []),
      ...(isIdle ? ['applies to nothing in the plans'] : []),
    ],
  }
}

/** As it would be stored in a plan: JSON leaves out what is undefined. */
const plain = (waiver: Waiver): unknown => JSON.parse(JSON.stringify(waiver))
