import { createHash } from 'node:crypto'
import { unpackWhole } from '../../../files/compression.ts'
import { limitsOfWhole } from '../../../files/limits.ts'
import { decodeUtf8 } from '../../../files/text.ts'
import { UnreadableError } from '../../../files/unreadable.ts'
import { UpstreamProblem, type UpstreamSource } from '../../../format/native-upstream.ts'
import { signedText } from '../read.ts'
import { fieldsIn } from './fields.ts'

/** The parsed `Release` file of an upstream. */
export interface UpstreamRelease {
  /** The folder of its indexes. */
  readonly folder: string
  /** The SHA-256 of each index, by path. */
  readonly hashes: ReadonlyMap<string, string>
  readonly isByHash: boolean
}

/** A package in an index. */
export interface Listed {
  readonly name: string
  readonly component: string
  /** Its entry in the index. */
  readonly block: string
}

/** The architectures whose packages are found. There are many more, each with an index of some megabytes. */
const architectures = ['all', 'amd64', 'arm64', 'armhf', 'i386']

/** The compressions of indexes, the fastest to unpack first. */
const packings = ['.gz', '.xz', '']

/** Fetches a release; undefined if there is none. @throws {UpstreamProblem} if it lists no index with its SHA-256 */
export async function releaseAt(source: UpstreamSource, release: string): Promise<UpstreamRelease | undefined> {
  const folder = `dists/${release.replace(/(?<!\/)\/+$/, '')}`
  const answer = (await source.get(`${folder}/InRelease`)) ?? (await source.get(`${folder}/Release`))
  if (answer === undefined) return undefined
  const fields = new Map(fieldsIn(signedText(answer.text())).map(({ name, text }) => [name.toLowerCase(), text]))
  const lines = (fields.get('sha256') ?? '').split('\n').slice(1)
  const listed = lines.map((line) => line.trim().split(/\s+/))
  const hashes = new Map(listed.map(([hash = '', , path = '']) => [path, hash.toLowerCase()]))
  if (hashes.size === 0) throw new UpstreamProblem(`The upstream's ${folder}/Release lists no index with its SHA-256.`)
  return { folder, hashes, isByHash: /:\s*yes\s*$/i.test(fields.get('acquire-by-hash') ?? '') }
}

/** The packages in a component of a release, for the usual architectures. @throws {UpstreamProblem} */
export async function listedIn(source: UpstreamSource, release: UpstreamRelease, component: string): Promise<readonly Listed[]> {
  const found = architectures.flatMap((architecture) => {
    const paths = packings.map((packing) => `${component}/binary-${architecture}/Packages${packing}`)
    return paths.find((path) => release.hashes.has(path)) ?? []
  })
  const texts = await Promise.all(found.map((path) => indexAt(source, release, path)))
  return texts.flatMap((blocks) => blocks.map((block) => ({ name: nameIn(block), component, block })))
}

/** A cache of indexes by SHA-256: as long as an upstream does not change, only its release is requested. */
const known = new Map<string, Promise<readonly string[]>>()

/** Most indexes in the cache. */
const mostKnown = 12

function indexAt(source: UpstreamSource, release: UpstreamRelease, path: string): Promise<readonly string[]> {
  const hash = release.hashes.get(path) ?? ''
  const there = known.get(hash)
  if (there !== undefined) return there
  const read = readIndex(source, release, path, hash)
  known.set(hash, read)
  read.catch(() => known.delete(hash))
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break
    known.delete(oldest)
  }
  return read
}

async function readIndex(
  source: UpstreamSource,
  { folder, isByHash }: UpstreamRelease,
  path: string,
  hash: string,
): Promise<readonly string[]> {
  const place = `${folder}/${path}`
  const byHash = isByHash ? await source.get(`${place.slice(0, place.lastIndexOf('/'))}/by-hash/SHA256/${hash}`) : undefined
  const answer = byHash ?? (await source.get(place))
  if (answer === undefined) throw new UpstreamProblem(`The upstream lists ${place}, and does not have it.`)
  if (createHash('sha256').update(answer.bytes).digest('hex') !== hash)
    throw new UpstreamProblem(`The upstream's ${place} is not what its release lists.`)
  try {
    const text = decodeUtf8(await unpackWhole(answer.bytes, limitsOfWhole()))
    return text.split(/\n\n+/).filter((block) => block.trim() !== '')
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    throw new UpstreamProblem(`The upstream's ${place} cannot be read: ${error.message}.`, 502, { cause: error })
  }
}

function nameIn(block: string): string {
  const [, name = ''] = /^Package:[ \t]*(\S+)/m.exec(block) ?? []
  return name
}
