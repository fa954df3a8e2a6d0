import type { Check, Result } from '../core/result.ts'
import { visibleJson } from '../core/visible-json.ts'

/** The checks that did not pass, as SARIF 2.1.0, which code scanning displays. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function sarif({ checks }: Result): string {
  const open = checks.filter(({ outcome }) => outcome !== 'passed')
  const rules = [...new Set(open.map(({ rule }) => rule))].map((id) => ({ id }))
  return visibleJson(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'cloudsmith-promote', rules } }, results: open.map(resultOf) }],
    },
    2,
  )
}

function resultOf({ subject, rule, outcome, reasons }: Check): object {
  return {
    ruleId: rule,
    level: outcome === 'failed' ? 'error' : 'note',
    message: { text: `${subject}: ${reasons.join('; ') || outcome}` },
    locations: [{ logicalLocations: [{ fullyQualifiedName: subject, kind: 'module' }] }],
    partialFingerprints: { subjectAndRule: `${subject} ${rule}` },
  }
}
