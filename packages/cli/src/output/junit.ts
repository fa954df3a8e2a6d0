import type { Check, Result } from '../core/result.ts'

/**
 * The checks as JUnit's XML, which CI systems show: what waits is skipped, what cannot go has failed.
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

/** What XML cannot hold is left out: control characters, halves of pairs. What nobody would see, or a log would take for a command, is written as its code. */
function escaped(text: string): string {
  const held = text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
  return held.replace(/[&<>"\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#(?:vso)?\[)/gu, (character) => `&#${character.codePointAt(0)};`)
}
