import { createHash } from 'node:crypto'
import { notFound } from '../../../core/errors.ts'
import type { FormPart } from '../../../core/form-parts.ts'
import type { Reply } from '../../../core/reply.ts'
import { visible } from '../../../core/visible.ts'
import type { NativeRepository, NativeRequest } from '../../../format/native.ts'
import { refused } from '../../../format/native-refusal.ts'

/**
 * Handles the form that twine, uv and others send for each distribution. Its metadata fields are ignored, because the distribution contains them as
 * well and is read like any other upload. Signatures and attestations are not stored.
 *
 * @throws {Refusal} 400 if it is not such a form, or a file was damaged in transit; 409 if the file exists
 * @see docs/service.md#native-registries
 */
export async function upload(request: NativeRequest, repository: NativeRepository): Promise<Reply> {
  if (!['', 'legacy'].includes(request.segments.join('/'))) throw notFound()
  if (request.method !== 'POST')
    throw refused(405, `Packages are uploaded here, with POST; they are installed from ${repository.downloads}/simple/.`)
  repository.mustWrite()
  const parts = await request.form()
  if (parts === undefined) throw refused(400, 'This is not the form that a package is uploaded in.')
  const action = textOf(parts, ':action')
  if (action !== 'file_upload') throw refused(400, `The only :action is file_upload, and not ${visible(action ?? '')}.`)
  const content = parts.find(({ name }) => name === 'content')
  const { filename, bytes } = content ?? {}
  if (!filename || bytes === undefined) throw refused(400, 'The form has no file in content.')
  if (/[/\\]/.test(filename)) throw refused(400, `${visible(filename)} is not a file name.`)
  mustBeWhole(parts, bytes)
  const name = textOf(parts, 'name')
  if (!name) throw refused(400, 'The form has no name.')
  const there = (await repository.find(name)).some(({ home, files }) => home === 'own' && files[0].filename === filename)
  if (there && !repository.settings.replacesPackages) throw refused(409, `The file ${visible(filename)} already exists.`)
  await repository.publish({ files: [{ field: 'package_file', filename, bytes }] })
  return { status: 200, raw: '', headers: { 'Content-Type': 'text/plain; charset=utf-8' } }
}

function mustBeWhole(parts: readonly FormPart[], bytes: Uint8Array): void {
  const digests = { sha256_digest: 'sha256', md5_digest: 'md5' }
  for (const [field, kind] of Object.entries(digests)) {
    const told = textOf(parts, field)?.toLowerCase()
    if (told && told !== createHash(kind).update(bytes).digest('hex'))
      throw refused(400, `The file does not have the ${kind} that was sent with it.`)
  }
}

function textOf(parts: readonly FormPart[], name: string): string | undefined {
  const part = parts.find((one) => one.name === name)
  return part && new TextDecoder().decode(part.bytes)
}
