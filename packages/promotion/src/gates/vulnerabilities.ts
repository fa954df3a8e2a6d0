import { isNamed } from './advisories.ts'
import { describeFindings, factsOfFindings, remedyOf } from './describe-findings.ts'
import { findingsOf, openOf, refusedOf, waiversOf } from './findings.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** Settings of {@link vulnerabilities}. Identifiers such as `CVE-2021-23337` are compared in any case. */
export interface VulnerabilityLists {
  /** Vulnerabilities that always block a package, even if they are waived. Default: none. */
  deny?: readonly string[] | undefined
  /** Vulnerabilities that do not matter. Default: none. */
  ignore?: readonly string[] | undefined
  /**
   * What to do about vulnerabilities in neither list: `pass`, or `block`, which makes `ignore` the list of everything that is allowed. Default:
   * `pass`.
   */
  others?: 'pass' | 'block' | undefined
  /** Who may waive the gate, and individual findings. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/** Blocks packages with denied vulnerabilities and, with `others: 'block'`, with any that is not ignored. */
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
        return block({
          why: `it has denied vulnerabilities: ${describeFindings(denied)}`,
          seen,
          needed: { none: deny },
          remedy: remedyOf(denied),
        })
      }
      if (others === 'pass') return pass()
      const matter = findings.filter(({ finding }) => !isNamed(finding, ignore))
      const open = openOf(matter)
      if (open.length === 0) return pass(waiversOf(matter))
      const against = open.map(({ finding }) => finding)
      return block({
        why: `it has vulnerabilities that are not ignored: ${describeFindings(against)}`,
        seen: factsOfFindings(against),
        needed: { only: ignore },
        ...{ mayWaive, refused: refusedOf(open), remedy: remedyOf(against) },
      })
    },
  { needsFindings: true },
)
