import { findRelease, mayExist } from '../../catalogue/distributions.ts'
import { formatInfo, formats } from '../../catalogue/formats.ts'
import { forbidden, invalid } from '../../core/errors.ts'
import { created, noContent } from '../../core/reply.ts'
import { fileFields } from '../../generated/formats.ts'
import type { Call, Operation, Operations } from '../../operation/operation.ts'
import { type Upload, uploadsOf } from '../../package/uploads.ts'
import { includes } from '../../world/account.ts'
import type { Actor } from '../../world/actor.ts'
import { addPackage } from '../../world/add-package.ts'
import { mainFilename } from '../../world/generic-path.ts'
import type { Content, StoredFile } from '../../world/package.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { uploadedPackageView } from '../packages/uploaded-view.ts'
import { startSync } from '../synchronisation/synchronise.ts'

/** Any request to create a package: what formats add are further fields. */
type UploadCall = Call<'packages_upload_raw'>

const mainAndFileFields = ['package_file', ...fileFields] as const

/** Request fields that are neither files nor facts of the package. */
const otherFields = new Set<string>([...mainAndFileFields, 'extra_files', 'republish', 'tags'])

/** Creating packages, and checking requests to do so, for every format. */
export const uploadOperations: Operations = Object.fromEntries(
  Object.keys(formats).flatMap((format) => [
    [`packages_upload_${format}`, (call: UploadCall) => created(upload(format, call))],
    [`packages_validate-upload_${format}`, validate(format)],
  ]),
)

function upload(format: string, { repository, body, actor, world }: UploadCall) {
  actor.must('Write', repository)
  const republish = body.republish ?? repository.settings.replace_packages_by_default
  if (body.republish) mustReplace(actor, repository)
  checkDistribution(world, format, { ...body })
  const fields = fieldsOf({ ...body })
  const files = filesOf(world, repository, { ...body }).map((file, index) =>
    index === 0 ? { ...file, filename: mainFilename({ format, fields }, file.filename) } : file,
  )
  const pkg = addPackage(world, {
    repository,
    content: { format, files, fields },
    uploader: actor.mustBeKnown(),
    republish,
    tags: typeof body.tags === 'string' && body.tags !== '' ? body.tags.split(',').map((tag) => tag.trim()) : [],
  })
  world.emit('package.created', pkg)
  const view = uploadedPackageView(world, pkg)
  startSync(world, pkg, 'upload')
  return view
}

function validate(format: string): Operation<'packages_validate-upload_raw'> {
  return ({ repository, body, actor, world }) => {
    actor.must('Write', repository)
    if (body.republish) mustReplace(actor, repository)
    checkDistribution(world, format, { ...body })
    return noContent()
  }
}

/** Replacing a package deletes the older one: that has a permission of its own. */
function mustReplace(actor: Actor, repository: RepositoryRecord) {
  if (!includes(actor.privilege(repository), repository.settings.replace_packages)) throw forbidden()
}

/** @throws {Refusal} 422 for a distribution that packages of the format cannot have */
export function checkDistribution({ switches, distributions }: World, format: string, body: object) {
  if (!formatInfo(format).distributions) return
  const distribution = 'distribution' in body ? String(body.distribution) : ''
  const mayBeUnknown = switches.unknownDistribution === 'accepted' && mayExist(distribution, format)
  if (findRelease(distributions, distribution, format) === undefined && !mayBeUnknown) {
    throw invalid({
      distribution: [`"${distribution}" is not a distribution and release that ${formatInfo(format).name} packages can have.`],
    })
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
