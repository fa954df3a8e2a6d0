import { createHash, randomUUID } from 'node:crypto'
import { createPace, piecesOf } from '../../core/breath.ts'
import { Refusal } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import { giveBack, joined, passing, shared } from '../../core/memory.ts'
import type { Reply } from '../../core/reply.ts'
import { hexOf } from '../../formats/docker/digest.ts'
import { digestInvalid, registryRefusal, unsupported } from './errors.ts'
import type { ImageCall } from './image-call.ts'
import { findBlob } from './image-store.ts'
import {
  addPart,
  type BlobUpload,
  beginUpload,
  endUpload,
  imageKey,
  keepBlob,
  roomFor,
  uploadWith,
  waitingBlob,
} from './pushes.ts'
import { readAtMost } from './read-at-most.ts'
import { imagesNamed } from './sight.ts'

/**
 * Accepts blobs: in one request, in consecutive parts, or from another image.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 */
export function pushBlob(call: ImageCall): Promise<Reply> | Reply {
  const { method } = call.request
  if (call.route.reference === '') return method === 'POST' ? begin(call) : refused()
  if (method === 'PATCH') return takePart(call)
  if (method === 'PUT') return finish(call)
  if (method === 'GET' || method === 'HEAD') return state(call, uploadOf(call), 204)
  if (method !== 'DELETE') return refused()
  endUpload(call.world, uploadOf(call))
  return { status: 204 }
}

async function begin(call: ImageCall): Promise<Reply> {
  const { world, query, request } = call
  const [digest, mount] = [query.get('digest'), query.get('mount')]
  if (mount !== null && (await hasMounted(call, mount, query.get('from')))) return kept(call, mount)
  if (digest !== null) {
    const hex = requiredHex(digest)
    return keep(call, hex, await readAtMost(request, roomFor(world)))
  }
  return state(call, beginUpload(world, keyOf(call), randomUUID()), 202)
}

/** Mounts a blob of another image that the caller may read. If that fails, the client uploads it. */
async function hasMounted(call: ImageCall, digest: string, from: string | null): Promise<boolean> {
  const hex = hexOf(digest)
  const { world } = call
  if (hex === undefined) return false
  try {
    const bytes = (await ownBlob(call, hex)) ?? (from === null ? undefined : await call.blobElsewhere(from, hex))
    if (bytes === undefined || bytes.length > roomFor(world)) return false
    keepBlob(world, keyOf(call), hex, bytes)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

async function ownBlob({ world, reader, route }: ImageCall, hex: string): Promise<Uint8Array | undefined> {
  const waiting = waitingBlob(world, imageKey(reader.repository, route.name), hex)
  if (waiting !== undefined) return waiting
  return (await findBlob(imagesNamed(world, reader, route.name), hex))?.bytes
}

async function takePart(call: ImageCall): Promise<Reply> {
  const upload = uploadOf(call)
  mustFollow(call, upload)
  await add(call, upload, call.request)
  return state(call, upload, 202)
}

async function finish(call: ImageCall): Promise<Reply> {
  const { world, request, query } = call
  const upload = uploadOf(call)
  const hex = requiredHex(query.get('digest') ?? '')
  mustFollow(call, upload)
  await add(call, upload, request)
  endUpload(world, upload)
  return keep(call, hex, await joined(upload.parts, shared, giveBack))
}

/** A part only counts once it has arrived completely, so it can be sent again after an interruption. */
async function add(call: ImageCall, upload: BlobUpload, request: Incoming): Promise<void> {
  const { size } = upload
  const part = await readAtMost(request, roomFor(call.world, upload), passing)
  // Another part may have arrived meanwhile.
  if (upload.size !== size) throw outOfOrder(call, upload)
  if (part.length > 0) addPart(call.world, upload, part)
}

/** @throws {Refusal} 416 if a part does not continue the upload */
function mustFollow(call: ImageCall, upload: BlobUpload): void {
  const range = call.request.headers.get('content-range')
  if (range === null) return
  const [, start, end] = /^(?:bytes[ =])?(\d{1,15})-(\d{1,15})(?:\/(?:\d+|\*))?$/.exec(range) ?? []
  const length = call.request.headers.get('content-length')
  const isWhole = length === null || Number(end) - Number(start) + 1 === Number(length)
  if (Number(start) !== upload.size || !isWhole) throw outOfOrder(call, upload)
}

const outOfOrder = (call: ImageCall, upload: BlobUpload): Refusal =>
  registryRefusal(416, 'BLOB_UPLOAD_INVALID', `${upload.size} bytes of the blob have come: send those that follow`, {
    ...state(call, upload, 416).headers,
  })

async function keep(call: ImageCall, hex: string, bytes: Uint8Array): Promise<Reply> {
  const hash = createHash('sha256')
  const pace = createPace()
  for (const piece of piecesOf(bytes)) {
    hash.update(piece)
    await pace(piece.length)
  }
  const seen = hash.digest('hex')
  if (seen !== hex) throw digestInvalid(`the SHA-256 of what came is ${seen}`)
  keepBlob(call.world, keyOf(call), hex, bytes)
  return kept(call, `sha256:${hex}`)
}

function kept(call: ImageCall, digest: string): Reply {
  return { status: 201, headers: { Location: `${call.address}/blobs/${digest}`, 'Docker-Content-Digest': digest } }
}

function state(call: ImageCall, { id, size }: BlobUpload, status: number): Reply {
  const headers = {
    Location: `${call.address}/blobs/uploads/${id}`,
    Range: `0-${Math.max(0, size - 1)}`,
    'Docker-Upload-UUID': id,
  }
  return { status, headers }
}

const keyOf = ({ reader, route }: ImageCall): string => imageKey(reader.repository, route.name)

const uploadOf = (call: ImageCall): BlobUpload => uploadWith(call.world, keyOf(call), call.route.reference)

function requiredHex(digest: string): string {
  const hex = hexOf(digest)
  if (hex === undefined) throw digestInvalid('a blob needs the digest that it has to have: sha256: and 64 hexadecimal digits')
  return hex
}

function refused(): never {
  throw unsupported()
}
