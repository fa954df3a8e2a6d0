import { idOf, type Licence, licenceOf } from '@cloudsmith-sdk/licences'

/** URLs whose last segment is a licence's identifier, more or less. */
const byIdentifier =
  /^(?:opensource\.org\/licenses?|spdx\.org\/licenses|choosealicense\.com\/licenses|gnu\.org\/(?:licenses(?:\/old-licenses)?|copyleft)|apache\.org\/licenses)\/([\w.+-]+)$/

/** URLs of Creative Commons licences. */
const creativeCommons = /^creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)(?:\/(?:legalcode|deed)(?:\.\w+)?)?$/

const others: Readonly<Record<string, string>> = {
  'boost.org/license_1_0': 'BSL-1.0',
  'creativecommons.org/publicdomain/zero/1.0': 'CC0-1.0',
  'creativecommons.org/publicdomain/zero/1.0/legalcode': 'CC0-1.0',
  'eclipse.org/legal/epl-2.0': 'EPL-2.0',
  'eclipse.org/legal/epl-v10': 'EPL-1.0',
  'eclipse.org/legal/epl-v20': 'EPL-2.0',
  'eclipse.org/org/documents/edl-v10': 'BSD-3-Clause',
  'eclipse.org/org/documents/epl-2.0': 'EPL-2.0',
  'eclipse.org/org/documents/epl-v10': 'EPL-1.0',
  'mozilla.org/en-us/mpl/2.0': 'MPL-2.0',
  'mozilla.org/mpl/2.0': 'MPL-2.0',
  'mozilla.org/mpl/mpl-1.1': 'MPL-1.1',
  'unlicense.org': 'Unlicense',
}

/** The licence whose text is at a URL, whatever its scheme, case and file extension. */
export function licenseAt(address: string): Licence | undefined {
  const [, rest] = /^https?:\/\/(?:www\.)?(.+)$/i.exec(address) ?? []
  if (rest === undefined) return undefined
  const place = rest
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/\.(?:txt|html?|php|md)$/, '')
  const id = (Object.hasOwn(others, place) ? others[place] : undefined) ?? creativeCommonsId(place) ?? identifierIn(place)
  return id === undefined ? undefined : licenceOf(id)
}

function creativeCommonsId(place: string): string | undefined {
  const [, kind, version] = creativeCommons.exec(place) ?? []
  return kind && idOf(`CC-${kind}-${version}`)
}

/** Apache's URL contains `LICENSE-2.0`, many others `mit-license`. */
function identifierIn(place: string): string | undefined {
  const [, name = ''] = byIdentifier.exec(place) ?? []
  return idOf(name) ?? idOf(name.replace(/-license$/, '')) ?? idOf(name.replace(/^license-/, 'apache-'))
}
