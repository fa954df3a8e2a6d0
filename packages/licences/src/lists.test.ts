import { expect, test } from 'vitest'
import { licenceOf } from './licence.ts'
import { allows, denies } from './lists.ts'

test.each([
  ['GPL-3.0', 'GPL-3.0-only', true],
  ['GPL-3.0', 'GPL-3.0-or-later', true],
  ['GPL-3.0-only', 'GPL-3.0+', true],
  ['GPL-3.0-or-later', 'GPL-3.0', true],
  ['GPL-3.0', 'GPL-3.0-with-GCC-exception', true],
  ['GPL-2.0-only', 'GPL-2.0-only WITH Some-exception', true],
  ['GPL-3.0', 'GPL-2.0-or-later', false],
  ['GPL-3.0', 'LGPL-3.0-only', false],
  ['GPL-3.0', 'AGPL-3.0-only', false],
  ['GPL-2.0-only', 'GPL-3.0-only', false],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-with-classpath-exception', true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only', false],
  ['GFDL-1.3', 'GFDL-1.3-no-invariants-or-later', true],
  ['GFDL-1.3-invariants-only', 'GFDL-1.3-only', false],
  ['Apache-2.0', 'Apache-2.0+', true],
  ['Apache-2.0', 'Apache-1.1', false],
  ['BSD-3-Clause', 'BSD-3-Clause-Clear', false],
  ['CC-BY-NC-4.0', 'CC-BY-NC-4.0', true],
  ['CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', false],
])('that %s is denied says of %s: %s', (denied, licence, result) => {
  expect(denies(licenceOf(denied), licenceOf(licence))).toBe(result)
})

test.each([
  ['MIT', 'MIT', true],
  ['MIT', 'MIT-0', false],
  ['GPL-3.0', 'GPL-3.0-only', true],
  ['GPL-3.0-only', 'GPL-3.0-or-later', true],
  ['GPL-3.0-only', 'GPL-2.0-or-later', true],
  ['GPL-2.0-only', 'GPL-3.0-or-later', false],
  ['GPL-2.0-or-later', 'GPL-2.0-only', false],
  ['GPL-2.0-or-later', 'GPL-2.0-or-later', true],
  ['GPL-3.0-or-later', 'GPL-2.0-or-later', false],
  ['GPL-3.0-only', 'LGPL-2.1-or-later', false],
  ['Apache-2.0', 'Apache-1.1+', true],
  ['Apache-2.0', 'Apache-2.0+', true],
  ['Apache-2.0+', 'Apache-2.0', false],
  ['Python-2.0.1', 'Python-2.0+', true],
  ['BSD-3-Clause', 'BSD-2-Clause+', false],
  ['GPL-2.0-only', 'GPL-2.0-only WITH Classpath-exception-2.0', true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only', false],
])('that %s is allowed says of %s: %s', (allowed, licence, result) => {
  expect(allows(licenceOf(allowed), licenceOf(licence))).toBe(result)
})
