import { createHash } from 'node:crypto'
import { parseDocument } from 'yaml'
import { entriesAt, isTable, itemsAt, type Table, textAt, textsAt } from '../../../files/tree.ts'
import {
  type NativeUpstream,
  type UpstreamAnswer,
  type UpstreamPackage,
  UpstreamProblem,
  type UpstreamSource,
} from '../../../format/native-upstream.ts'
import { asIndexed } from './chart.ts'
import { fileNameOf } from './file-name.ts'

/** Most bytes of an index: parsing a larger one takes many seconds and blocks everything else. */
const mostBytes = 8 * 2 ** 20

/** How often aliases may multiply. */
const maxAliasCount = 100

/** Finds charts in another repository. Only a request shows whether a chart is signed. */
export const helmUpstream: NativeUpstream = {
  async list(source, { name, version }) {
    const listed = (await chartsAt(source)).filter((one) => one.name === name)
    if (version === undefined) return listed
    return Promise.all(listed.filter((one) => one.version === version).map((one) => withProvenance(source, one)))
  },
  all: chartsAt,
}

async function chartsAt(source: UpstreamSource): Promise<readonly UpstreamPackage[]> {
  const answer = await source.get('index.yaml')
  if (answer === undefined) return []
  const index = read(answer)
  const base = `${source.url}/`
  return entriesAt(index, 'entries').flatMap(([name]) =>
    itemsAt(index, 'entries', name).flatMap((entry) => chartIn(entry, name, base)),
  )
}

function chartIn(entry: unknown, name: string, base: string): UpstreamPackage[] {
  const [version, digest, [address]] = [textAt(entry, 'version'), textAt(entry, 'digest'), textsAt(entry, 'urls')]
  const url = address === undefined ? undefined : URL.parse(address, base)?.href
  if (!isTable(entry) || version === undefined || url === undefined || textAt(entry, 'name') !== name) return []
  const publishedAt = Date.parse(textAt(entry, 'created') ?? '')
  const sha256 = digest?.replace(/^sha256:/, '')
  return [
    {
      name,
      version,
      files: [{ filename: fileNameOf({ name, version }), url, checksums: sha256 ? { sha256 } : {} }],
      publishedAt: Number.isNaN(publishedAt) ? undefined : publishedAt,
      told: asIndexed(entry),
    },
  ]
}

async function withProvenance(source: UpstreamSource, pkg: UpstreamPackage): Promise<UpstreamPackage> {
  const [chart] = pkg.files
  const url = `${chart.url}.prov`
  const found = await source.get(url)
  if (found === undefined) return pkg
  const file = { field: 'provenance_file', filename: `${chart.filename}.prov`, url, checksums: {}, bytes: found.bytes }
  return { ...pkg, files: [chart, file] }
}

/** A cache of indexes by their content: parsing takes longer than fetching. */
const known = new Map<string, Table>()

/** Most indexes in the cache. */
const mostKnown = 8

/** Parses an index. All values become text, so version `1.10` stays `1.10`. @throws {UpstreamProblem} */
function read(answer: UpstreamAnswer): Table {
  const { bytes } = answer
  if (bytes.length > mostBytes)
    throw new UpstreamProblem(`The upstream's index.yaml has more than the ${mostBytes} bytes allowed.`)
  const key = createHash('sha256').update(bytes).digest('hex')
  const index = known.get(key) ?? parsed(answer.text())
  known.delete(key)
  known.set(key, index)
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break
    known.delete(oldest)
  }
  return index
}

function parsed(text: string): Table {
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false, prettyErrors: false })
  const [wrong] = document.errors
  if (wrong) throw new UpstreamProblem("The upstream's index.yaml is not valid YAML.", 502, { cause: wrong })
  try {
    const found: unknown = document.toJS({ maxAliasCount })
    if (isTable(found)) return found
  } catch (error) {
    throw new UpstreamProblem("The upstream's index.yaml refers to itself too often.", 502, { cause: error })
  }
  throw new UpstreamProblem("The upstream's index.yaml is no index of charts.")
}
