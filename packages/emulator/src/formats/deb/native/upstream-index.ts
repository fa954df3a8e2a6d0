import { createHash } from 'node:crypto'
import { unpackWhole } from '../../../files/compression.ts'
import { limitsOfWhole } from '../../../files/limits.ts'
import { decodeUtf8 } from '../../../files/text.ts'
import { UnreadableError } from '../../../files/unreadable.ts'
import { UpstreamProblem, type UpstreamSource } from '../../../format/native-upstream.ts'
import { signedText } from '../read.ts'
import { fieldsIn } from './fields.ts'

/** What the `Release` of an upstream says. */
export interface UpstreamRelease {
  /** Where its indexes are. */
  readonly folder: string
  /** The SHA-256 of each index by its path. */
  readonly hashes: ReadonlyMap<string, string>
  readonly isByHash: boolean
}

/** A package in an index. */
export interface Listed {
  readonly name: string
  readonly component: string
  /** What the index says of it. */
  readonly block: string
}

/** Architectures of which packages are looked for: there are many more, of which each has an index of some megabytes. */
const architectures = ['all', 'amd64', 'arm64', 'armhf', 'i386']

/** How indexes are packed: what unpacks fastest comes first. */
const packings = ['.gz', '.xz', '']

/** Asks for a release; nothing where there is none. @throws {UpstreamProblem} for one that lists no index by its SHA-256 */
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

/** The packages that a part of a release has, for the usual architectures. @throws {UpstreamProblem} */
export async function listedIn(source: UpstreamSource, release: UpstreamRelease, component: string): Promise<readonly Listed[]> {
  const found = architectures.flatMap((architecture) => {
    const paths = packings.map((packing) => `${component}/binary-${architecture}/Packages${packing}`)
    return paths.find((path) => release.hashes.has(path)) ?? []
  })
  const texts = await Promise.all(found.map((path) => indexAt(source, release, path)))
  return texts.flatMap((blocks) => blocks.map((block) => ({ name: nameIn(block), component, block })))
}

/** Indexes that were read, by their SHA-256: while an upstream does not change, it is asked for its release only. */
const known = new Map<string, Promise<readonly string[]>>()

/** Indexes that are kept, at most. */
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
