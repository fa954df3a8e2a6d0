import { findingsOf } from './findings.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** Settings of {@link vulnerabilities}: which findings are looked at. */
export interface VulnerabilityLists {
  /** Identifiers that are never let through, waived or not. Default: none. */
  deny?: readonly string[] | undefined
  /** Identifiers that do not matter. Default: none. */
  ignore?: readonly string[] | undefined
  /** What is in neither list: `pass`, or `block`, which makes `ignore` a list of all that is allowed. Default: `pass`. */
  others?: 'pass' | 'block' | undefined
  /** Who may waive: the gate, and findings. Default: nobody may waive the gate, whoever is listed may waive findings. */
  mayWaive?: readonly string[] | undefined
}

/** Judges the findings of a scan by their identifiers. */
export const vulnerabilities = defineGate(
  'vulnerabilities',
  ({ deny = [], ignore = [], others = 'pass', mayWaive }: VulnerabilityLists) =>
    (knowledge) => {
      const findings = findingsOf(knowledge, mayWaive)
      if ('result' in findings) return findings
      const found = (knowledge.findings ?? []).map(({ vulnerability_id }) => vulnerability_id)
      const denied = found.filter((id) => deny.includes(id))
      if (denied.length > 0) return block({ why: `it has ${denied.join(', ')}`, seen: found, needed: { none: deny } })
      const open = findings.open.map(({ vulnerability_id }) => vulnerability_id).filter((id) => !ignore.includes(id))
      if (others === 'pass' || open.length === 0) return pass(findings.waived)
      return block({ why: `nobody allowed ${open.join(', ')}`, seen: found, needed: { only: ignore }, mayWaive })
    },
  { needsFindings: true },
)
