import { formatInfo } from '../../../catalogue/formats.ts'
import { readFiles } from '../../../catalogue/look-into.ts'
import { visible } from '../../../core/visible.ts'
import { UpstreamProblem } from '../../../format/native-upstream.ts'
import type { PackageFacts, PackageUpload } from '../../../format/types.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { addPackage } from '../../../world/add-package.ts'
import { worldPart } from '../../../world/parts.ts'
import type { PackageRecord } from '../../../world/records.ts'
import type { World } from '../../../world/world.ts'
import { startSync } from '../../synchronisation/synchronise.ts'
import { keysOf, nameKeyOf } from '../key.ts'
import { namedLike } from '../visible.ts'
import { type FetchedFile, fetchFile } from './fetch-offer.ts'
import type { Offer } from './offer.ts'
import { setOrigin } from './origin.ts'
import type { Asking } from './resolve.ts'
import { shortName } from './short-name.ts'
import { systemUser } from './system-user.ts'

/** Packages that are being fetched: whoever else wants one of them waits for the same. */
const underWay = worldPart<Map<string, Promise<PackageRecord>>>('keeping', { make: () => new Map() })

/**
 * Fetches all files of an offer and keeps them as a package, which then synchronises, is scanned and judged as any other. Nothing is kept until
 * all of it is here and is what was offered.
 *
 * @throws {UpstreamProblem}
 */
export function keepOffer(asking: Asking, offer: Offer): Promise<PackageRecord> {
  const { world, repository, format } = asking
  const key = [repository.slugPerm, format, keysOf(format).ofOffer(offer)].join('\n')
  const going = underWay(world).get(key)
  if (going !== undefined) return going
  const kept = keepAnew(asking, offer).finally(() => underWay(world).delete(key))
  underWay(world).set(key, kept)
  return kept
}

async function keepAnew(asking: Asking, offer: Offer): Promise<PackageRecord> {
  const { world, repository, format, hops } = asking
  const { entry, upstream } = offer
  const files = await Promise.all(entry.files.map((_, index) => fetchFile(world, offer, index, hops)))
  const fields = { ...entry.fields }
  const facts = await readOffer(world, format, offer, files, fields)
  // Somebody may have uploaded it meanwhile.
  const { ofOffer, ofPackage } = keysOf(format)
  const isIt = (pkg: PackageRecord) => pkg.sync.state !== 'failed' && ofPackage(pkg) === ofOffer(offer)
  const there = namedLike(repository, facts.name, format).find(isIt)
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

/** Reads what came, and makes sure that it is what was asked for. @throws {UpstreamProblem} */
async function readOffer(
  world: World,
  format: string,
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
  }
  const reading = await readFiles(format, upload, world.limits)
  if (!reading.ok)
    throw new UpstreamProblem(
      `${named} sent what is no ${formatInfo(format).name} package as ${visible(main.filename)}: ${reading.reason}`,
    )
  const { name, version } = reading.facts
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
