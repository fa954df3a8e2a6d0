import { approverOf } from '../gates/waiver.ts'
import { mainDigest } from '../package/compact-row.ts'
import { shortDigest } from '../package/names.ts'
import { counted } from '../text/cut.ts'
import { nounFor } from '../text/plural.ts'
import { goes } from './is-sent.ts'
import type { Plan, PlanItem } from './plan.ts'

/** What the people who approve a plan agree to: everything in it that would be promoted, under its rules. Empty if it needs no approval. */
export function agreedTo(plan: Plan): string[] {
  const { items, from, to, source, destination, action, tag, set, rules } = plan
  if (!items.some(({ outcome }) => outcome === 'needs approval')) return []
  const count = items.filter(goes).length
  const gates = rules.gates.map(({ name }) => name).join(', ')
  const be = count === 1 ? 'is' : 'are'
  const way =
    action === 'tag'
      ? `${be} tagged in ${destination}`
      : `${be} ${action === 'move' ? 'moved' : 'copied'} from ${source} to ${destination}`
  const terms = [
    ...(tag === null ? [] : [`tag ${tag}`]),
    ...(set === null ? [] : [`either all of the set ${set} is promoted or nothing`]),
    ...[`gates ${gates}`, `unscannable packages ${rules.unscannable}`, `retention ${rules.retention}`, `latest ${rules.latest}`],
  ]
  return [
    `By approving, you agree that ${counted(count)} ${nounFor(count, 'package')} from ${from}, with these bytes, ${way} and ${count === 1 ? 'enters' : 'enter'} ${to}: ${terms.join('; ')}`,
  ]
}

/** What approvers must see of a package: its bytes, and the waivers that let it through the other gates. */
export function agreedWith({ outcome, waivers, package: identity, files }: PlanItem): { bytes: string; help: readonly string[] } {
  if (outcome !== 'needs approval') return { bytes: '', help: [] }
  return {
    bytes: `, sha256 ${shortDigest(mainDigest({ package: identity, files }))}`,
    help: waivers.map((waiver) => {
      const { waives, reason, expires } = waiver
      return `with a waiver of ${waives} by ${approverOf(waiver)} until ${expires}: ${reason}`
    }),
  }
}
