import { invalid, notFound, wrongState } from '../../core/errors.ts'
import { giveBack, joined, shared } from '../../core/memory.ts'
import { accepted, created, noContent, ok } from '../../core/reply.ts'
import type { FileUpload } from '../../generated/v1.ts'
import { allowed } from '../../operation/allowed.ts'
import type { Operation } from '../../operation/operation.ts'
import { type Upload, uploadsOf } from '../../package/uploads.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { placeOf } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { checksumProblem, signatureOf } from './receive.ts'

/** Requests an upload, and returns where to send the bytes. */
export const files_create = allowed<'files_create'>('Write', ({ repository, body, world }) => {
  const identifier = world.ids.slug(16)
  const upload: Upload = {
    identifier,
    repository,
    filename: body.filename,
    method: body.method ?? 'post',
    announcedAt: world.clock.now(),
    md5: body.md5_checksum,
    sha256: body.sha256_checksum,
    parts: new Map(),
    file: { identifier },
    isUsed: false,
  }
  uploadsOf(world).set(upload.identifier, upload)
  return accepted(uploadView(world, upload))
})

/** Validates such a request without an upload. */
export const files_validate = allowed<'files_validate'>('Write', () => noContent())

/** Joins the parts of a multipart upload. */
export const files_complete: Operation<'files_complete'> = async ({ repository, path, actor, world }) => {
  const upload = findUpload(world, repository, path.identifier)
  actor.must('Write', upload.repository)
  if (upload.file.blob !== undefined) {
    if (world.switches.completedTwice === 'refused') throw wrongState('This upload has been completed already.')
    return created(uploadView(world, upload))
  }
  const numbers = [...upload.parts.keys()].toSorted((a, b) => a - b)
  if (numbers.length === 0) throw wrongState('No part of this file has been uploaded.')
  const missing = numbers.findIndex((number, index) => number !== index + 1)
  if (missing >= 0) throw wrongState(`Part ${missing + 1} of this file has not been uploaded.`)
  const parts = numbers.flatMap((number) => upload.parts.get(number) ?? [])
  const sizes = parts.map(({ length }) => length)
  // While they are being joined, nobody else finds the parts.
  upload.parts.clear()
  const blob = await world.blobs.take(await joined(parts, shared, giveBack))
  const problem = checksumProblem(upload, blob)
  if (problem !== undefined) {
    let at = 0
    for (const [index, size] of sizes.entries()) {
      upload.parts.set(index + 1, blob.bytes.subarray(at, at + size))
      at += size
    }
    throw invalid({ non_field_errors: [problem] })
  }
  upload.file.blob = blob
  return created(uploadView(world, upload))
}

/** Aborts an upload, and drops its parts. */
export const files_abort: Operation<'files_abort'> = ({ repository, path, actor, world }) => {
  const upload = findUpload(world, repository, path.identifier)
  actor.must('Write', upload.repository)
  uploadsOf(world).delete(upload.identifier)
  return noContent()
}

/** Returns where to send a part of an upload. */
export const files_info: Operation<'files_info'> = ({ repository, path, query, actor, world }) => {
  const upload = findUpload(world, repository, path.identifier)
  actor.must('Write', upload.repository)
  return ok({
    identifier: upload.identifier,
    upload_url: uploadUrl(world, upload),
    upload_querystring: `upload_id=${upload.identifier}&part_number=${query.part_number ?? 1}`,
  })
}

function findUpload(world: World, repository: RepositoryRecord, identifier: string): Upload {
  const upload = uploadsOf(world).get(identifier)
  if (upload?.repository !== repository) throw notFound()
  return upload
}

function uploadView(world: World, upload: Upload): FileUpload {
  const isForm = upload.method === 'post'
  return {
    identifier: upload.identifier,
    upload_url: uploadUrl(world, upload),
    upload_fields: isForm ? { key: `${upload.identifier}/${upload.filename}`, signature: signatureOf(upload) } : null,
    upload_headers: upload.method === 'put' && upload.sha256 !== undefined ? { 'Content-Sha256': upload.sha256 } : null,
    upload_querystring: querystring(upload),
  }
}

function querystring(upload: Upload): string | null {
  if (upload.method === 'put_parts') return `upload_id=${upload.identifier}`
  return upload.method === 'presigned' ? `signature=${signatureOf(upload)}` : null
}

function uploadUrl({ origins }: World, { identifier, method, repository, filename }: Upload): string {
  return method === 'put' || method === 'put_parts'
    ? `${origins.upload}/${placeOf(repository)}/${encodeURIComponent(filename)}`
    : `${origins.upload}/s3/${identifier}`
}
