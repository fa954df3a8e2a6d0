import { writtenVersion } from '@cloudsmith-sdk/formats'
import { isTable, itemsAt, type Table, textAt } from '../../../files/tree.ts'
import {
  type NativeUpstream,
  type UpstreamPackage,
  UpstreamProblem,
  type UpstreamSource,
} from '../../../format/native-upstream.ts'
import { upstreamPath } from '../../../format/upstream-path.ts'
import { idKey, versionKey } from './ids.ts'

/** The registration resources that are used, in order of preference. */
const wantedTypes = ['3.6.0', 'Versioned', '3.4.0', '3.0.0-rc', '3.0.0-beta', ''].map((version) =>
  ['RegistrationsBaseUrl', version].filter(Boolean).join('/'),
)

/** Most pages that are requested for one id. */
const mostPages = 200

/** Finds packages at another registry of version 3. Its URL may be that of the service index, as clients use it. */
export const nugetUpstream: NativeUpstream = {
  async list(source, { name }) {
    const base = await registrationsOf(source)
    const index = await source.get(`${base.replace(/\/$/, '')}/${upstreamPath(idKey(name))}/index.json`)
    if (index === undefined) return []
    const pages = itemsAt(index.json(), 'items')
    if (pages.length > mostPages) throw new UpstreamProblem(`The upstream has more than ${mostPages} pages of one package.`)
    const whole = await Promise.all(pages.map((page) => (isTable(page) ? withItems(source, page) : [])))
    return whole.flat().flatMap(packageIn)
  },
}

async function registrationsOf(source: UpstreamSource): Promise<string> {
  const address = /\.json$/.test(source.url) ? source.url : `${source.url}/v3/index.json`
  const resources = itemsAt((await source.get(address))?.json(), 'resources')
  const byType = new Map(resources.map((one) => [textAt(one, '@type'), textAt(one, '@id')]))
  const found = wantedTypes.map((type) => byType.get(type)).find((id) => id !== undefined)
  if (found === undefined)
    throw new UpstreamProblem('The upstream does not say where its packages are: its service index has no registrations.')
  return found
}

/** A page contains its items, or has a URL of its own. */
async function withItems(source: UpstreamSource, page: Table): Promise<readonly unknown[]> {
  if (Array.isArray(page.items)) return page.items
  const address = textAt(page, '@id')
  return address === undefined ? [] : itemsAt((await source.get(address))?.json(), 'items')
}

function packageIn(item: unknown): UpstreamPackage[] {
  const entry = isTable(item) && isTable(item.catalogEntry) ? item.catalogEntry : undefined
  const [name, version] = [textAt(entry, 'id'), textAt(entry, 'version')]
  const url = textAt(item, 'packageContent') ?? textAt(entry, 'packageContent')
  if (entry === undefined || name === undefined || version === undefined || url === undefined) return []
  const published = Date.parse(textAt(entry, 'published') ?? '')
  return [
    {
      name,
      version: writtenVersion('nuget', version),
      // Registrations have no checksums.
      files: [{ filename: `${idKey(name)}.${versionKey(version)}.nupkg`, url, checksums: {} }],
      // Unlisted versions have a date in the year 1900.
      publishedAt: published > 0 ? published : undefined,
      told: entry,
    },
  ]
}
