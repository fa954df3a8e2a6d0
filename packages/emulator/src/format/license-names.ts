import { type Licence, licenceOf, textOf } from '@cloudsmith-sdk/licences'
import list from 'spdx-license-list/spdx.json' with { type: 'json' }
import { aliases } from './license-aliases.ts'
import { licenseAt } from './license-urls.ts'

const details: Readonly<Record<string, { readonly name: string; readonly osiApproved: boolean }>> = list

/** The name of a licence in the SPDX list; its identifier if the list has no name for it. */
export const nameOf = (id: string): string => (Object.hasOwn(details, id) ? details[id]?.name : undefined) ?? id

/** Whether the Open Source Initiative has approved a licence. */
export const isOsiApproved = (id: string): boolean => Object.hasOwn(details, id) && details[id]?.osiApproved === true

/** Longest text that can be a name or a URL. */
const longestName = 200

/** Words that do not distinguish licences. */
const fillers = new Set(['the', 'license', 'licence', 'licenses', 'version', 'v'])
/** `gplv3`, `mplv2.0`. */
const abbreviationWithVersion = /^([a-z]{2,8})v(\d.*)$/
const trailingZeros = /((?:^| )\d+)(?:\.0)+(\+?)$/

const exact = new Map<string, Licence>()
/** Licences by reduced name; null if the name could mean several. */
const reduced = new Map<string, Licence | null>()

for (const [id, { name }] of Object.entries(details)) {
  const licence = licenceOf(id)
  exact.set(name.toLowerCase(), licence)
  for (const key of new Set([reduce(id), reduce(name)])) {
    const other = reduced.get(key)
    reduced.set(key, other === undefined || (other !== null && textOf(other) === textOf(licence)) ? licence : null)
  }
}
for (const [key, text] of aliases) reduced.set(key, licenceOf(text))

/**
 * The licence that a name or URL in a package file means: `Apache License, Version 2.0`, `GPLv3+`, `BSD 3-Clause`,
 * `https://opensource.org/licenses/MIT`. Undefined if it could mean several, such as `BSD`.
 */
export function licenseNamed(text: string): Licence | undefined {
  if (text.length > longestName) return undefined
  return exact.get(text.toLowerCase()) ?? licenseAt(text) ?? byReduced(text) ?? byBoth(text)
}

function byReduced(text: string): Licence | undefined {
  const key = reduce(text.replace(fileLicense, ''))
  const licence = reduced.get(key)
  if (licence !== undefined || !key.endsWith('+')) return licence ?? undefined
  const from = reduced.get(key.slice(0, -1))
  return from ? licenceOf(`${from.id}+`) : undefined
}

/** R packages refer to the file that names the copyright holder. */
const fileLicense = / \+ file licen[cs]e$/i

/** A name followed by its abbreviation in parentheses, if both mean the same: `GNU General Public License v3 (GPLv3)`. */
function byBoth(text: string): Licence | undefined {
  const open = text.lastIndexOf('(')
  if (open <= 0 || !text.endsWith(')')) return undefined
  const [name, abbreviation] = [byReduced(text.slice(0, open)), byReduced(text.slice(open + 1, -1))]
  return name && abbreviation && textOf(name) === textOf(abbreviation) ? name : undefined
}

/** Reduces a name, without punctuation, filler words and zeros: `The Apache License, Version 2.0` and `apache-2` become `apache 2`. */
function reduce(name: string): string {
  return name
    .toLowerCase()
    .replace(/>= ?(?=\d)(\S*)/g, '$1+')
    .replace(/[^a-z0-9.+]+/g, ' ')
    .split(' ')
    .map((word) => word.replace(/(?<!\.)\.+$/, ''))
    .filter((word) => word !== '' && !fillers.has(word))
    .map((word) =>
      word
        .replace(/^v(?=\d)/, '')
        .replace(abbreviationWithVersion, '$1 $2')
        .replace(trailingZeros, '$1$2'),
    )
    .join(' ')
    .replaceAll(' +', '+')
}
