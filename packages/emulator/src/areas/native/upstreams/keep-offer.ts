import { formatInfo } from '../../../catalogue/formats.ts'
import { readFiles } from '../../../catalogue/look-into.ts'
import { visible } from '../../../core/visible.ts'
import { UpstreamProblem } from '../../../format/native-upstream.ts'
import type { PackageFacts, PackageUpload } from '../../../format/types.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { addPackage } from '../../../world/add-package.ts'
import { worldPart } from '../../../world/parts.ts'
import type { PackageRecord } from '../../../world/records.ts'
import { neighbourIn } from '../../synchronisation/content.ts'
import { startSync } from '../../synchronisation/synchronise.ts'
import { keysOf, nameKeyOf, wholeName } from '../key.ts'
import { namedLike } from '../visible.ts'
import { type FetchedFile, fetchFile } from './fetch-offer.ts'
import type { Offer } from './offer.ts'
import { setOrigin } from './origin.ts'
import { type Asking, offersOf } from './resolve.ts'
import { shortName } from './short-name.ts'
import { systemUser } from './system-user.ts'

/** Longest chain of packages that need each other: parents of POMs have three or four generations. */
const longestLine = 16

/** Packages that are being fetched, so that concurrent requests share one download. */
const underWay = worldPart<Map<string, Promise<PackageRecord>>>('keeping', { make: () => new Map() })

/**
 * Fetches all files of an offer and stores them as a package, which is then synchronised, scanned and judged like any other. Nothing is stored until
 * everything has been fetched and checked.
 *
 * @param line the chain of packages that are being fetched because of each other; a package that needs itself goes without
 * @throws {UpstreamProblem}
 */
export async function keepOffer(asking: Asking, offer: Offer, line: readonly string[] = []): Promise<PackageRecord> {
  const { world } = asking
  const key = keyOf(asking, offer)
  // Before others can wait for this package: two that need each other would wait forever.
  if (line.length < longestLine) await keepNeeds(asking, offer, [...line, key])
  const going = underWay(world).get(key)
  if (going !== undefined) return going
  const kept = keepAnew(asking, offer).finally(() => underWay(world).delete(key))
  underWay(world).set(key, kept)
  return kept
}

const keyOf = ({ repository, format }: Asking, offer: Offer): string =>
  [repository.slugPerm, format, keysOf(format).ofOffer(offer)].join('\n')

/** Stores the packages that are needed to read an offer, as far as they are available. */
async function keepNeeds(asking: Asking, { entry }: Offer, line: readonly string[]): Promise<void> {
  const { repository, format } = asking
  for (const { name, version } of entry.needs ?? []) {
    const isHere = namedLike(repository, name, format).some(({ content }) => content.facts?.version === version)
    if (isHere) continue
    const { offers } = await offersOf(asking, name, version)
    const found = offers.find((offer) => offer.entry.version === version)
    if (found === undefined || found.upstream.settings.mode === 'Proxy Only' || line.includes(keyOf(asking, found))) continue
    await keepOffer(asking, found, line).catch((error: unknown) => {
      if (!(error instanceof UpstreamProblem)) throw error
    })
  }
}

async function keepAnew(asking: Asking, offer: Offer): Promise<PackageRecord> {
  const { world, repository, format, hops } = asking
  const { entry, upstream } = offer
  const files = await Promise.all(entry.files.map((_, index) => fetchFile(world, offer, index, hops)))
  const fields = { ...entry.fields }
  const facts = await readOffer(asking, offer, files, fields)
  // It may have been uploaded meanwhile.
  const { ofOffer, ofPackage } = keysOf(format)
  const isIt = (pkg: PackageRecord) => pkg.sync.state !== 'failed' && ofPackage(pkg) === ofOffer(offer)
  const there = namedLike(repository, wholeName(format, facts), format).find(isIt)
  if (there !== undefined) return there
  const pkg = addPackage(world, {
    repository,
    content: { format, fields, files: [...files], facts },
    uploader: systemUser(world),
    republish: false,
    tags: [shortName(String(upstream.settings.name))],
  })
  setOrigin(pkg, upstream.slugPerm)
  world.emit('package.created', pkg)
  startSync(world, pkg, 'upload')
  return pkg
}

/** Reads the fetched files, and checks that they are the requested package. @throws {UpstreamProblem} */
async function readOffer(
  { world, repository, format }: Asking,
  { entry, upstream }: Offer,
  [main, ...others]: readonly FetchedFile[],
  fields: Readonly<Record<string, unknown>>,
): Promise<PackageFacts> {
  const named = `The upstream ${visible(String(upstream.settings.name))}`
  const file = ({ filename, blob }: FetchedFile) => ({ filename, bytes: blob.bytes })
  if (main === undefined) throw new UpstreamProblem(`${named} offers ${visible(entry.name)} without files.`)
  const upload: PackageUpload = {
    file: file(main),
    extra: Object.fromEntries(others.map((other) => [other.field, file(other)])),
    fields,
    neighbour: (wanted) => neighbourIn(repository, format, wanted),
  }
  const reading = await readFiles(format, upload, world.limits)
  if (!reading.ok)
    throw new UpstreamProblem(
      `${named} sent something other than a package of the format ${formatInfo(format).name} as ${visible(main.filename)}: ${reading.reason}`,
    )
  const { version } = reading.facts
  const name = wholeName(format, reading.facts)
  const nameKey = nameKeyOf(format)
  const isIt =
    nameKey(name) === nameKey(entry.name) &&
    (version === entry.version || schemeOfFormat(format).compare(version, entry.version) === 0)
  if (!isIt) {
    throw new UpstreamProblem(
      `${named} offers ${visible(main.filename)} as ${visible(entry.name)} ${visible(entry.version)}, but it is ${visible(name)} ${visible(version)}.`,
    )
  }
  return reading.facts
}
