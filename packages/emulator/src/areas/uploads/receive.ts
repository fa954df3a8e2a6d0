import { notFound, Refusal, wrongState } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import { passing, shared } from '../../core/memory.ts'
import { segmentsOf } from '../../core/path.ts'
import { readBytes, readForm } from '../../core/read-body.ts'
import { ok, type Reply } from '../../core/reply.ts'
import { type Upload, uploadsOf } from '../../package/uploads.ts'
import type { Actor } from '../../world/actor.ts'
import type { Blob } from '../../world/blobs.ts'
import type { World } from '../../world/world.ts'

/** A request to the upload host. */
export interface TransferRequest {
  readonly world: World
  readonly actor: Actor
  readonly request: Incoming
  /** The path at that host, without the emulator's own prefix. */
  readonly path: string
  readonly url: URL
}

/** How long a pre-signed upload is valid, in milliseconds. */
const presignedFor = 3_600_000

/**
 * Receives bytes: `PUT /owner/repo/filename`, directly or in parts, with the caller's credential, and everything below `/s3/` with the signature from
 * the response to the upload request.
 */
export async function receive(transfer: TransferRequest): Promise<Reply> {
  const { request, path } = transfer
  const [first = '', second = '', ...rest] = segmentsOf(path)
  if (first === 's3' && request.method === 'POST') return receiveForm(transfer, second)
  if (first === 's3' && request.method === 'PUT') return receivePresigned(transfer, second)
  const filename = rest.join('/')
  if (request.method !== 'PUT' || filename === '') throw notFound()
  return receivePut(transfer, { owner: first, repo: second, filename })
}

async function receivePut(
  { world, actor, request, url }: TransferRequest,
  { owner, repo, filename }: { owner: string; repo: string; filename: string },
): Promise<Reply> {
  const uploadId = url.searchParams.get('upload_id')
  if (uploadId !== null && actor.account === undefined) throw notFound()
  actor.mustBeKnown()
  const repository = world.repository({ owner, repo })
  actor.must('Write', repository)
  const bytes = await readBytes(request, uploadId === null ? shared : passing)
  if (uploadId !== null) {
    const upload = uploadsOf(world).get(uploadId)
    const part = Number(url.searchParams.get('part_number'))
    if (upload?.repository !== repository) throw notFound()
    if (!Number.isInteger(part) || part < 1) throw wrongState('part_number has to be a number from 1 on.')
    upload.parts.set(part, bytes)
    return ok({ identifier: uploadId, part_number: part })
  }
  const blob = await world.blobs.take(bytes)
  const sha256 = request.headers.get('content-sha256')?.toLowerCase()
  if (sha256 !== undefined && sha256 !== blob.sha256) throw wrongState(mismatch('SHA256', sha256, blob.sha256))
  const identifier = world.ids.slug(16)
  uploadsOf(world).set(identifier, {
    identifier,
    repository,
    filename,
    method: 'put',
    announcedAt: world.clock.now(),
    parts: new Map(),
    file: { identifier, blob },
    isUsed: false,
  })
  return ok({ identifier })
}

/** Receives a form in S3's format: first the fields of the upload request's response, then the file. Errors are XML, as on S3. */
async function receiveForm({ world, request }: TransferRequest, identifier: string): Promise<Reply> {
  const form = await readForm(request)
  if (form === undefined)
    throw s3Failure(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.')
  const signature = form.findLast(({ name, filename }) => name === 'signature' && filename === undefined)
  const upload = presigned(world, identifier, Buffer.from(signature?.bytes ?? []).toString())
  const file = form.at(-1)
  if (file?.name !== 'file' || file.filename === undefined) {
    throw s3Failure(400, 'InvalidArgument', 'POST requires exactly one file upload per request.')
  }
  await keep(world, upload, file.bytes)
  return { status: 204 }
}

async function receivePresigned({ world, request, url }: TransferRequest, identifier: string): Promise<Reply> {
  const upload = presigned(world, identifier, url.searchParams.get('signature') ?? '')
  await keep(world, upload, await readBytes(request))
  return { status: 200 }
}

function presigned(world: World, identifier: string, signature: string): Upload {
  const upload = uploadsOf(world).get(identifier)
  if (upload === undefined || (upload.method !== 'unsigned_put' && signature !== signatureOf(upload))) {
    throw s3Failure(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    )
  }
  if (world.clock.now() - upload.announcedAt > presignedFor) {
    throw s3Failure(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.')
  }
  return upload
}

/** A signature that proves that an upload was requested. */
export function signatureOf({ identifier }: Upload): string {
  return Buffer.from(identifier).toString('base64url')
}

async function keep(world: World, upload: Upload, bytes: Uint8Array) {
  const blob = await world.blobs.take(bytes)
  const problem = checksumProblem(upload, blob)
  if (problem !== undefined) throw s3Failure(400, 'BadDigest', problem)
  upload.file.blob = blob
}

/** Which checksum differs from the one in the upload request. */
export function checksumProblem({ md5, sha256 }: Upload, blob: Blob): string | undefined {
  if (md5 !== undefined && md5.toLowerCase() !== blob.md5) return mismatch('MD5', md5, blob.md5)
  if (sha256 !== undefined && sha256.toLowerCase() !== blob.sha256) return mismatch('SHA256', sha256, blob.sha256)
  return undefined
}

function mismatch(kind: string, wanted: string, seen: string): string {
  return `The ${kind} checksum of the bytes is ${seen}, but ${wanted} was announced.`
}

function s3Failure(status: number, code: string, message: string): Refusal {
  const raw = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return new Refusal({ status, raw, headers: { 'Content-Type': 'application/xml' } })
}
