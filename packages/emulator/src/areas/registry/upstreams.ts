import type { Refusal } from '../../core/errors.ts'
import { UpstreamProblem } from '../../format/native-upstream.ts'
import { blobAt, type UpstreamManifest } from '../../formats/docker/native/upstream.ts'
import { keepOffer } from '../native/upstreams/keep-offer.ts'
import type { Offer } from '../native/upstreams/offer.ts'
import { type Asking, offersOf, remember, remembered } from '../native/upstreams/resolve.ts'
import { sourceOf } from '../native/upstreams/source.ts'
import { registryRefusal } from './errors.ts'
import type { ImageCall } from './image-call.ts'

/** Most manifests of a name whose blobs are passed on: an index has one for each platform. */
const mostRemembered = 64

/**
 * Fetches an image that is not here from upstreams, and stores it, unless its upstream only passes images on.
 *
 * @param reference a tag or a digest
 * @returns the manifest if it was not stored; undefined if it was, or if no upstream has it
 * @throws {Refusal} 502 or 504 if no upstream has it, and one could not be queried, or provides something else
 */
export async function fetchImage(call: ImageCall, reference: string): Promise<UpstreamManifest | undefined> {
  const asking = askingOf(call)
  const { name } = call.route
  const { offers, problems } = await offersOf(asking, name, reference)
  const offer = offers.find((one) => isMeant(one, reference))
  const [problem] = problems
  if (offer === undefined) {
    if (problem !== undefined) throw refusalOf(problem)
    return undefined
  }
  const manifest = manifestIn(offer)
  if (passesOn(offer)) {
    if (manifest === undefined)
      throw refusalOf(new UpstreamProblem('An upstream that is a folder cannot pass images on: let it cache them.'))
    const others = remembered(asking, name).filter(({ entry }) => entry.version !== offer.entry.version)
    remember(asking, name, [offer, ...others].slice(0, mostRemembered))
    return manifest
  }
  await keepOffer(asking, offer).catch(refuse)
  return undefined
}

/** A blob of an image that an upstream passed on. @param digest hexadecimal */
export async function fetchBlob(call: ImageCall, digest: string): Promise<Uint8Array | undefined> {
  const asking = askingOf(call)
  const { name } = call.route
  const offer = remembered(asking, name).find((one) => passesOn(one) && manifestIn(one)?.blobs.includes(digest))
  return offer && (await blobAt(sourceOf(call.world, offer.upstream, call.hops), name, digest).catch(refuse))
}

const askingOf = ({ world, reader, hops }: ImageCall): Asking => ({
  world,
  repository: reader.repository,
  format: 'docker',
  hops,
})

const passesOn = ({ upstream }: Offer): boolean => upstream.settings.mode === 'Proxy Only'

/** Whether an offer matches a reference: registries are queried for a reference, but folders for all images of a name. */
function isMeant({ entry }: Offer, reference: string): boolean {
  const { told, version, manifest } = entry
  const tags = manifest?.identifiers.docker_tag?.split(' ') ?? []
  return told !== undefined || `sha256:${version}` === reference || tags.includes(reference)
}

/** The manifest that the registry protocol has attached to an offer. */
const manifestIn = ({ entry }: Offer): UpstreamManifest | undefined => entry.told as UpstreamManifest | undefined

function refuse(error: unknown): never {
  throw error instanceof UpstreamProblem ? refusalOf(error) : error
}

const refusalOf = ({ status, message }: UpstreamProblem): Refusal => registryRefusal(status, 'UNKNOWN', message)
