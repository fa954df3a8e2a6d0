import type { Check, Result } from '../core/result.ts'

/**
 * The checks as JUnit XML, which CI systems display: what waits is skipped, and what is blocked has failed.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function junit({ checks }: Result): string {
  const count = (...outcomes: Check['outcome'][]) => checks.filter(({ outcome }) => outcomes.includes(outcome)).length
  const counts = `tests="${checks.length}" failures="${count('failed')}" skipped="${count('waiting', 'skipped')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cloudsmith-promote" ${counts}>`,
    `  <testsuite name="cloudsmith-promote" ${counts}>`,
    ...checks.map(testCase),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')
}

function testCase({ subject, rule, outcome, reasons }: Check): string {
  const open = `    <testcase classname="${escaped(rule)}" name="${escaped(subject)}"`
  if (outcome === 'passed') return `${open}/>`
  const why = escaped(reasons.join('; '))
  const inner = outcome === 'failed' ? `<failure message="${why}"/>` : `<skipped message="${why}"/>`
  return `${open}>${inner}</testcase>`
}

/**
 * Escapes text for XML. Characters that XML does not allow are left out, and invisible characters, or those that a log would take for a command, are
 * shown as their codes.
 */
function escaped(text: string): string {
  const held = text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
  return held.replace(/[&<>"\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#(?:vso)?\[)/gu, (character) => `&#${character.codePointAt(0)};`)
}
