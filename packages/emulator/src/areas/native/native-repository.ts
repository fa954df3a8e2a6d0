import { formatInfo } from '../../catalogue/formats.ts'
import { notFound, Refusal } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import type { Reply } from '../../core/reply.ts'
import type { Native, NativeRepository } from '../../format/native.ts'
import type { NativeFile, NativePackage, NativeUpload } from '../../format/native-package.ts'
import { scheduleDeletion } from '../../package/delete.ts'
import { retagPackage } from '../../package/retag.ts'
import type { StoredFile } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { reachable } from '../connected/reachable.ts'
import type { Reader } from '../downloads/admit.ts'
import { scannerOf } from '../scans/scanner.ts'
import { signerOf } from '../signing-keys/key-of.ts'
import { startSync } from '../synchronisation/synchronise.ts'
import { createPackage } from '../uploads/create.ts'
import { addToDraft, filesOfDraft, publishDrafts } from './drafts.ts'
import { giveOffer, givePackage } from './give.ts'
import { keysOf, versionKeyOf } from './key.ts'
import { memoryOf } from './memory.ts'
import { note } from './notes.ts'
import type { Offer } from './upstreams/offer.ts'
import { type Asking, allOffers, type Offers, offersOf, remember, remembered } from './upstreams/resolve.ts'
import { behindOf, offered, shown } from './view.ts'
import { seenIn, seenUnder } from './visible.ts'

/** The caller of a registry, and the requested repository. */
export interface NativeCall {
  readonly world: World
  readonly format: string
  readonly native: Native
  readonly reader: Reader
  readonly request: Incoming
  /** The path of the request, for limits of entitlements. */
  readonly path: string
  /** URLs of the registry, and of its part at the download host. */
  readonly url: string
  readonly downloads: string
  /** URL of the repository at the download host. */
  readonly root: string
  /** How many emulators have forwarded the request. */
  readonly hops: number
}

/** A package that is here, and where. */
interface Here {
  readonly pkg: PackageRecord
  readonly home: 'own' | 'connected'
}

/** Creates the view of a repository for a format's registry. */
export function nativeRepository(call: NativeCall): NativeRepository {
  const { world, format, native, reader, url, downloads, root, hops } = call
  const { repository, actor, entitlement } = reader
  const asking: Asking = { world, repository, format, hops }
  const sight = { world, format, entitlement }
  const { ofOffer, ofPackage } = keysOf(format)
  const versionKey = versionKeyOf(format)

  /** Own packages take precedence over those of connected repositories; each is listed once. */
  function here(seen: (home: RepositoryRecord) => readonly PackageRecord[]): Map<string, Here> {
    const found = new Map<string, Here>()
    for (const home of reachable(repository)) {
      for (const pkg of seen(home)) {
        const key = ofPackage(pkg)
        if (home === repository || !found.has(key)) found.set(key, { pkg, home: home === repository ? 'own' : 'connected' })
      }
    }
    return found
  }

  /** Packages that are here, and further ones of upstreams. */
  function together(found: ReadonlyMap<string, Here>, offers: readonly Offer[]): NativePackage[] {
    const byKey = new Map(offers.map((offer) => [ofOffer(offer), offer]))
    const views = [...found].map(([key, { pkg, home }]) => shown(pkg, home, byKey.get(key)))
    return [...views, ...[...byKey].filter(([key]) => !found.has(key)).map(([, offer]) => offered(offer))]
  }

  async function publish({ files, fields = {}, tags = [], republish }: NativeUpload): Promise<void> {
    const upload = { repository, format, fields, republish, tags }
    actor.must('Write', repository)
    const stored = await Promise.all(
      files.map(
        async ({ field, filename, bytes }): Promise<StoredFile> => ({ field, filename, blob: await world.blobs.take(bytes) }),
      ),
    )
    startSync(
      world,
      createPackage(world, actor, upload, () => stored),
      'upload',
    )
  }

  /** Drafts are separate for each account. */
  const draftKey = (name: string) => [repository.slugPerm, format, actor.account?.slug ?? '', name].join('\n')

  function ownOf(pkg: NativePackage): PackageRecord {
    const found = behindOf(pkg)
    if (!('pkg' in found) || found.pkg.repository !== repository) throw notFound()
    return found.pkg
  }

  return {
    owner: repository.workspace.slug,
    repo: repository.settings.slug,
    url,
    downloads,
    settings: {
      prereleasesAreLatest: repository.settings.tag_pre_releases_as_latest,
      upstreamTagsFirst: repository.settings.npm_upstream_tags_take_precedence,
      replacesPackages: repository.settings.replace_packages_by_default,
    },
    caller: actor.account?.slug,
    now: () => world.clock.now(),
    clientsNow: () => world.clock.callers.now(),
    root,
    memory: memoryOf(world, repository, format),
    signer: () => signerOf(repository) ?? unsigned(),
    packages: () =>
      together(
        here((home) => seenIn(home, sight)),
        [],
      ),
    async everything() {
      const { offers } = await allOffers(asking)
      return together(
        here((home) => seenIn(home, sight)),
        offers,
      )
    },
    async find(name) {
      const asked = await offersOf(asking, name)
      if (!native.upstream?.asksByVersion) remember(asking, name, asked.offers)
      return unlessUnknown(
        together(
          here((home) => seenUnder(home, name, sight)),
          asked.offers,
        ),
        asked,
      )
    },
    async package(name, version, filename, distribution) {
      const isIt = (pkg: NativePackage) =>
        versionKey(pkg.version) === versionKey(version) &&
        (filename === undefined || pkg.files[0].filename === filename) &&
        (distribution === undefined || pkg.fields.distribution === distribution)
      const found = here((home) => seenUnder(home, name, sight))
      const known = together(found, []).find(isIt) ?? together(found, remembered(asking, name)).find(isIt)
      if (known !== undefined) return known
      const asked = await offersOf(asking, name, version)
      const wanted = together(found, asked.offers).filter(isIt)
      return unlessUnknown(wanted, asked)[0]
    },
    give(pkg, file = pkg.files[0], headers = {}): Promise<Reply> {
      const found = behindOf(pkg)
      const index = indexOf(pkg, file)
      return 'pkg' in found ? givePackage(call, found.pkg, index, headers) : giveOffer(call, asking, found.offer, index, headers)
    },
    publish,
    draft(name, file, whole) {
      actor.must('Write', repository)
      addToDraft(world, draftKey(name), file, (files) => publish(whole(files)))
    },
    drafted: (name) => filesOfDraft(world, draftKey(name)),
    publishDrafts: (start) => publishDrafts(world, draftKey(start)),
    findings(name, version) {
      const { ecosystem } = formatInfo(format)
      const found = ecosystem === undefined ? [] : scannerOf(world).scanner.scan({ ecosystem, name, version })
      return found.map(({ id, title, severity, cvss, references }) => ({
        id,
        title,
        severity: severity.toLowerCase(),
        cvss,
        url: references[0] ?? `https://osv.dev/vulnerability/${id}`,
      }))
    },
    tag(pkg, tag) {
      actor.must('Write', repository)
      retagPackage(world, actor, ownOf(pkg), { action: 'Add', tags: [tag] })
    },
    untag(pkg, tag) {
      actor.must('Write', repository)
      retagPackage(world, actor, ownOf(pkg), { action: 'Remove', tags: [tag] })
    },
    note(pkg, name, text) {
      actor.must('Write', repository)
      note(ownOf(pkg), name, text)
    },
    remove(pkg) {
      const own = ownOf(pkg)
      actor.mustAct('delete', own)
      scheduleDeletion(world, own, actor.mustBeKnown())
    },
    mustWrite: () => actor.must('Write', repository),
  }
}

function unsigned(): never {
  const detail =
    'The key of this repository comes from an older state, without the half that signs: make another (repos_gpg_regenerate).'
  throw new Refusal({ status: 404, body: { detail } })
}

function indexOf(pkg: NativePackage, file: NativeFile): number {
  const index = pkg.files.indexOf(file)
  if (index < 0) throw new TypeError('a registry can only give files of the package')
  return index
}

/** @throws {Refusal} 502 or 504 if nothing was found, and an upstream that may have it could not be queried */
function unlessUnknown(found: NativePackage[], { problems }: Offers): NativePackage[] {
  const [problem] = problems
  if (found.length > 0 || problem === undefined) return found
  throw new Refusal({ status: problem.status, body: { detail: problem.message } })
}
