import { isNamed } from './advisories.ts'
import { describeFindings, factsOfFindings, remedyOf } from './describe-findings.ts'
import { findingsOf, openOf, refusedOf, waiversOf } from './findings.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** Settings of {@link vulnerabilities}: which findings are looked at. */
export interface VulnerabilityLists {
  /** Identifiers that are never let through, waived or not, in any case. Default: none. */
  deny?: readonly string[] | undefined
  /** Identifiers that do not matter. Default: none. */
  ignore?: readonly string[] | undefined
  /** What is in neither list: `pass`, or `block`, which makes `ignore` a list of all that is allowed. Default: `pass`. */
  others?: 'pass' | 'block' | undefined
  /** Who may waive: the gate, and findings. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/** Judges the findings of a scan by their identifiers. */
export const vulnerabilities = defineGate(
  'vulnerabilities',
  ({ deny = [], ignore = [], others = 'pass', mayWaive }: VulnerabilityLists) =>
    (knowledge) => {
      const findings = findingsOf(knowledge, mayWaive)
      if ('result' in findings) return findings
      const all = findings.map(({ finding }) => finding)
      const denied = all.filter((finding) => isNamed(finding, deny))
      if (denied.length > 0) {
        const seen = factsOfFindings(denied)
        return block({ why: `it has ${describeFindings(denied)}`, seen, needed: { none: deny }, remedy: remedyOf(denied) })
      }
      if (others === 'pass') return pass()
      const matter = findings.filter(({ finding }) => !isNamed(finding, ignore))
      const open = openOf(matter)
      if (open.length === 0) return pass(waiversOf(matter))
      const against = open.map(({ finding }) => finding)
      return block({
        why: `nobody allowed ${describeFindings(against)}`,
        seen: factsOfFindings(against),
        needed: { only: ignore },
        ...{ mayWaive, refused: refusedOf(open), remedy: remedyOf(against) },
      })
    },
  { needsFindings: true },
)
