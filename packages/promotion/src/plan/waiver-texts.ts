import { describeRefused } from '../gates/explain.ts'
import { approverOf, type Waiver } from '../gates/waiver.ts'
import type { PlanWaivers } from './plan.ts'

/** One sentence for each waiver, without a full stop. Refused waivers come first, because somebody may have counted on them. */
export const waiverTexts = ({ used, unmatched, refused }: PlanWaivers): readonly string[] => [
  ...refused.map((each) => sentence(describeRefused(each))),
  ...unmatched.map((waiver) => sentence(`${nameOfWaiver(waiver)} matches nothing here`)),
  ...used.map((waiver) => sentence(`${nameOfWaiver(waiver)} is used, and ends on ${waiver.expires}`)),
]

const nameOfWaiver = (waiver: Waiver): string => `the waiver of ${waiver.waives} by ${approverOf(waiver)}`

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
