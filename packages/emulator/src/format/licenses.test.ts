import { isListed, textOf } from '@cloudsmith-sdk/licences'
import { expect, test } from 'vitest'
import { licenseChoice, readLicense } from './licenses.ts'

const known = (text: string) => {
  const expression = readLicense(text)
  return expression !== undefined && isListed(expression) ? textOf(expression) : undefined
}

test.each([
  ['MIT', 'MIT'],
  ['mit license', 'MIT'],
  ['(MIT OR Apache-2.0)', 'MIT OR Apache-2.0'],
  ['GPL-3.0', 'GPL-3.0-only'],
  ['GPL-3.0+', 'GPL-3.0-or-later'],
  ['CC-BY-NC-4.0', 'CC-BY-NC-4.0'],
  ['Hippocratic-2.1', 'Hippocratic-2.1'],
])('SPDX’s %s is %s', (text, spdx) => expect(known(text)).toBe(spdx))

test.each([
  ['The Apache Software License, Version 2.0', 'Apache-2.0'],
  ['Apache License, Version 2.0', 'Apache-2.0'],
  ['Apache 2.0', 'Apache-2.0'],
  ['Apache Software License', 'Apache-2.0'],
  ['ASL 2.0', 'Apache-2.0'],
  ['BSD 3-Clause', 'BSD-3-Clause'],
  ['BSD 3-Clause "New" or "Revised" License', 'BSD-3-Clause'],
  ['New BSD License', 'BSD-3-Clause'],
  ['Eclipse Public License - v 1.0', 'EPL-1.0'],
  ['Eclipse Distribution License - v 1.0', 'BSD-3-Clause'],
  ['Mozilla Public License 2.0 (MPL 2.0)', 'MPL-2.0'],
  ['The MIT License (MIT)', 'MIT'],
  ['ISC License (ISCL)', 'ISC'],
  ['The Unlicense (Unlicense)', 'Unlicense'],
  ['GPLv3', 'GPL-3.0-only'],
  ['GPL2', 'GPL-2.0-only'],
  ['GNU LGPL 2.1', 'LGPL-2.1-only'],
  ['GNU General Public License v2 or later (GPLv2+)', 'GPL-2.0-or-later'],
  ['GNU Affero General Public License v3', 'AGPL-3.0-only'],
  ['GNU General Public License, version 2 (GPL2), with the classpath exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['GPLv2+ and MIT', 'GPL-2.0-or-later AND MIT'],
  ['Apache 2.0 OR GNU General Public License v2 or later (GPLv2+)', 'Apache-2.0 OR GPL-2.0-or-later'],
])('by its name, %s is %s', (text, spdx) => expect(known(text)).toBe(spdx))

test.each([
  ['GPL (>= 2)', 'GPL-2.0-or-later'],
  ['GPL-2 | GPL-3', 'GPL-2.0-only OR GPL-3.0-only'],
  ['MIT + file LICENSE', 'MIT'],
  ['BSD_3_clause + file LICENSE', 'BSD-3-Clause'],
  ['MPL (>= 2.0)', 'MPL-2.0+'],
  ['MIT/Apache-2.0', 'MIT OR Apache-2.0'],
])('R’s and Cargo’s %s is %s', (text, spdx) => expect(known(text)).toBe(spdx))

test.each([
  ['https://www.apache.org/licenses/LICENSE-2.0.txt', 'Apache-2.0'],
  ['http://www.apache.org/licenses/LICENSE-2.0', 'Apache-2.0'],
  ['http://opensource.org/licenses/mit-license.php', 'MIT'],
  ['https://opensource.org/license/BSD-3-Clause/', 'BSD-3-Clause'],
  ['https://spdx.org/licenses/MPL-2.0.html', 'MPL-2.0'],
  ['https://www.gnu.org/licenses/old-licenses/gpl-2.0.html', 'GPL-2.0-only'],
  ['http://www.eclipse.org/legal/epl-v10.html', 'EPL-1.0'],
  ['https://creativecommons.org/licenses/by-nc/4.0/', 'CC-BY-NC-4.0'],
])('what stands at %s is %s', (text, spdx) => expect(known(text)).toBe(spdx))

test.each([
  ...['', 'UNLICENSED', 'SEE LICENSE IN LICENSE.md', 'Proprietary', 'Public Domain', 'Other/Proprietary License', 'NOASSERTION'],
  ...[
    'BSD',
    'BSD License',
    'GPL',
    'GNU General Public License (GPL)',
    'Artistic License',
    'Apache',
    'MIT (modified)',
    'MIT, GPL-3.0',
  ],
  ...['GPL-2.0-only AND Proprietary', 'Apache-2.0 WITH Some-exception', 'https://example.com/licenses/MIT', 'constructor'],
])('%j is never guessed', (text) => expect(known(text)).toBeUndefined())

test.each([
  ['spaces', `MIT${' '.repeat(60_000)}x`],
  ['a name without end', 'Apache '.repeat(30_000)],
  ['parentheses without end', `MIT ${'('.repeat(200_000)}`],
  ['bars without end', 'MIT|'.repeat(50_000)],
  ['slashes without end', 'MIT/'.repeat(50_000)],
  ['an address without end', `https://opensource.org/licenses/${'mit-license'.repeat(20_000)}`],
])('%s are unknown', (_, text) => expect(known(text)).toBeUndefined())

test.each([
  [[], undefined],
  [['The MIT License'], 'The MIT License'],
  [['MIT License', 'GNU General Public License v3 or later (GPLv3+)'], 'MIT OR GPL-3.0-or-later'],
  [['MIT AND ISC', 'Proprietary'], 'MIT AND ISC OR Proprietary'],
])('of %j one may be chosen: %s', (texts, choice) => expect(licenseChoice(texts)).toBe(choice))
