import { formats } from '../../catalogue/formats.ts'
import { invalid } from '../../core/errors.ts'
import { created, noContent } from '../../core/reply.ts'
import { fileFields } from '../../generated/formats.ts'
import type { Call, Operation, Operations } from '../../operation/operation.ts'
import { type Upload, uploadsOf } from '../../package/uploads.ts'
import type { Content, StoredFile } from '../../world/package.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { uploadedPackageView } from '../packages/uploaded-view.ts'
import { startSync } from '../synchronisation/synchronise.ts'
import { checkUpload, createPackage } from './create.ts'

/** Any request to create a package; formats add further fields. */
type UploadCall = Call<'packages_upload_raw'>

const mainAndFileFields = ['package_file', ...fileFields] as const

/** Request fields that are neither files nor facts about the package. */
const otherFields = new Set<string>([...mainAndFileFields, 'extra_files', 'republish', 'tags'])

/** The operations that create packages, and validate such requests, for every format. */
export const uploadOperations: Operations = Object.fromEntries(
  Object.keys(formats).flatMap((format) => [
    [`packages_upload_${format}`, (call: UploadCall) => created(upload(format, call))],
    [`packages_validate-upload_${format}`, validate(format)],
  ]),
)

function upload(format: string, { repository, body, actor, world }: UploadCall) {
  const { republish } = body
  const tags = typeof body.tags === 'string' && body.tags !== '' ? body.tags.split(',').map((tag) => tag.trim()) : []
  const fields = fieldsOf({ ...body })
  const files = () => filesOf(world, repository, { ...body })
  const pkg = createPackage(world, actor, { repository, format, fields, republish, tags }, files)
  const view = uploadedPackageView(world, pkg)
  startSync(world, pkg, 'upload')
  return view
}

function validate(format: string): Operation<'packages_validate-upload_raw'> {
  return ({ repository, body, actor, world }) => {
    checkUpload(world, actor, { repository, format, fields: { ...body }, republish: body.republish })
    return noContent()
  }
}

function filesOf(world: World, repository: RepositoryRecord, body: Readonly<Record<string, unknown>>): StoredFile[] {
  const named = mainAndFileFields.flatMap((field) =>
    typeof body[field] === 'string' ? [{ field, identifier: body[field] }] : [],
  )
  const more = Array.isArray(body.extra_files) ? body.extra_files.map((identifier) => ({ field: 'extra_files', identifier })) : []
  const found = [...named, ...more].map(({ field, identifier }) => ({
    field,
    upload: findUpload(world, repository, field, identifier),
  }))
  for (const { upload } of found) upload.isUsed = true
  return found.map(({ field, upload }) => ({ field, filename: upload.filename, upload: upload.file }))
}

function findUpload(world: World, repository: RepositoryRecord, field: string, identifier: string): Upload {
  const upload = uploadsOf(world).get(identifier)
  if (upload === undefined || upload.isUsed || upload.repository !== repository) {
    throw invalid({ [field]: [`"${identifier}" is not a file that was uploaded to this repository and not used yet.`] })
  }
  return upload
}

function fieldsOf(body: Readonly<Record<string, unknown>>): Content['fields'] {
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !otherFields.has(name) && value !== null && value !== undefined),
  )
}
