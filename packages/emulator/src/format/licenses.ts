/** A licence of the SPDX list. @see https://spdx.org/licenses/ */
export interface License {
  readonly spdx: string
  readonly name: string
  readonly isOsiApproved: boolean
}

/** Common licences: SPDX identifier, name, and whether the Open Source Initiative has approved it. */
const table: readonly (readonly [spdx: string, name: string, isOsiApproved?: false])[] = [
  ['0BSD', 'BSD Zero Clause License'],
  ['AFL-3.0', 'Academic Free License v3.0'],
  ['AGPL-3.0-only', 'GNU Affero General Public License v3.0 only'],
  ['AGPL-3.0-or-later', 'GNU Affero General Public License v3.0 or later'],
  ['Apache-1.1', 'Apache License 1.1'],
  ['Apache-2.0', 'Apache License 2.0'],
  ['Artistic-2.0', 'Artistic License 2.0'],
  ['BSD-2-Clause', 'BSD 2-Clause "Simplified" License'],
  ['BSD-3-Clause', 'BSD 3-Clause "New" or "Revised" License'],
  ['BSL-1.0', 'Boost Software License 1.0'],
  ['BUSL-1.1', 'Business Source License 1.1', false],
  ['CC-BY-4.0', 'Creative Commons Attribution 4.0 International', false],
  ['CC0-1.0', 'Creative Commons Zero v1.0 Universal', false],
  ['CDDL-1.0', 'Common Development and Distribution License 1.0'],
  ['EPL-1.0', 'Eclipse Public License 1.0'],
  ['EPL-2.0', 'Eclipse Public License 2.0'],
  ['EUPL-1.2', 'European Union Public License 1.2'],
  ['GPL-2.0-only', 'GNU General Public License v2.0 only'],
  ['GPL-2.0-or-later', 'GNU General Public License v2.0 or later'],
  ['GPL-3.0-only', 'GNU General Public License v3.0 only'],
  ['GPL-3.0-or-later', 'GNU General Public License v3.0 or later'],
  ['ISC', 'ISC License'],
  ['LGPL-2.1-only', 'GNU Lesser General Public License v2.1 only'],
  ['LGPL-2.1-or-later', 'GNU Lesser General Public License v2.1 or later'],
  ['LGPL-3.0-only', 'GNU Lesser General Public License v3.0 only'],
  ['LGPL-3.0-or-later', 'GNU Lesser General Public License v3.0 or later'],
  ['MIT', 'MIT License'],
  ['MIT-0', 'MIT No Attribution'],
  ['MPL-2.0', 'Mozilla Public License 2.0'],
  ['PSF-2.0', 'Python Software Foundation License 2.0', false],
  ['Python-2.0', 'Python License 2.0'],
  ['SSPL-1.0', 'Server Side Public License, v 1', false],
  ['UPL-1.0', 'Universal Permissive License v1.0'],
  ['Unlicense', 'The Unlicense'],
  ['WTFPL', 'Do What The F*ck You Want To Public License', false],
  ['Zlib', 'zlib License'],
]

/** Ways in which package files write some of them. */
const aliases: Readonly<Record<string, string>> = {
  'apache 2': 'Apache-2.0',
  'apache 2.0': 'Apache-2.0',
  'apache license, version 2.0': 'Apache-2.0',
  'apache software license': 'Apache-2.0',
  'the apache license, version 2.0': 'Apache-2.0',
  'the apache software license, version 2.0': 'Apache-2.0',
  bsd: 'BSD-3-Clause',
  'bsd license': 'BSD-3-Clause',
  'gpl-2.0': 'GPL-2.0-only',
  'gpl-3.0': 'GPL-3.0-only',
  'agpl-3.0': 'AGPL-3.0-only',
  'lgpl-2.1': 'LGPL-2.1-only',
  'lgpl-3.0': 'LGPL-3.0-only',
  'the mit license': 'MIT',
}

const known = new Map<string, License>()
for (const [spdx, name, isOsiApproved = true] of table) {
  const license = { spdx, name, isOsiApproved }
  known.set(spdx.toLowerCase(), license)
  known.set(name.toLowerCase(), license)
}

/** The licence that a package file means, where it is one that the emulator knows; all others count as unknown. */
export function findLicense(text: string | undefined): License | undefined {
  const wanted = text?.trim().toLowerCase() ?? ''
  const alias = Object.hasOwn(aliases, wanted) ? aliases[wanted] : undefined
  return known.get(wanted) ?? known.get(alias?.toLowerCase() ?? '')
}

/**
 * The licences that an expression consists of: `MIT OR Apache-2.0` has two. Those that are not known are named in `unknown`.
 *
 * @see https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/
 */
export function licensesIn(text: string | undefined): { known: License[]; unknown: string[] } {
  const whole = findLicense(text)
  if (whole !== undefined) return { known: [whole], unknown: [] }
  const parts = (text ?? '').replace(/[()]/g, ' ').split(/\s+(?:AND|OR)\s+/i)
  const names = parts.map((part) => part.replace(/\s+WITH\s+.*$/i, '').trim()).filter((part) => part !== '')
  const found = names.map((name) => ({ name, license: findLicense(name) }))
  return {
    known: found.flatMap(({ license }) => license ?? []),
    unknown: found.flatMap(({ name, license }) => (license ? [] : [name])),
  }
}
