import { findRelease, mayExist } from '../../catalogue/distributions.ts'
import { formatInfo } from '../../catalogue/formats.ts'
import { forbidden, invalid } from '../../core/errors.ts'
import type { PackageFacts } from '../../format/types.ts'
import { includes } from '../../world/account.ts'
import type { Actor } from '../../world/actor.ts'
import { addPackage } from '../../world/add-package.ts'
import { mainFilename } from '../../world/generic-path.ts'
import type { Content, StoredFile } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/** A package to create. */
export interface NewUpload {
  readonly repository: RepositoryRecord
  readonly format: string
  /** The fields of the request that are not files. */
  readonly fields: Content['fields']
  /** Whether to replace a package of the same identity. Default: according to the repository's settings. */
  readonly republish?: boolean | null | undefined
  readonly tags: readonly string[]
  /** The facts from the files, if they have been read already. */
  readonly facts?: PackageFacts | undefined
}

/** @throws {Refusal} 401, 403, 404 or 422 if the package may not be uploaded */
export function checkUpload(
  world: World,
  actor: Actor,
  { repository, format, fields, republish }: Omit<NewUpload, 'tags' | 'facts'>,
) {
  actor.must('Write', repository)
  if (republish) mustReplace(actor, repository)
  checkDistribution(world, format, fields)
}

/**
 * Creates a package from files that have arrived or are being uploaded, and raises an event. The caller has to start its synchronisation.
 *
 * @param filesOf takes the files, once everything else is valid
 * @throws {Refusal} 401, 403, 404 or 422
 */
export function createPackage(
  world: World,
  actor: Actor,
  upload: NewUpload,
  filesOf: () => readonly StoredFile[],
): PackageRecord {
  checkUpload(world, actor, upload)
  const { repository, format, fields, tags, facts } = upload
  const files = filesOf().map((file, index) =>
    index === 0 ? { ...file, filename: mainFilename({ format, fields }, file.filename) } : file,
  )
  const pkg = addPackage(world, {
    repository,
    content: { format, files, fields, facts },
    uploader: actor.mustBeKnown(),
    republish: upload.republish ?? repository.settings.replace_packages_by_default,
    tags,
  })
  world.emit('package.created', pkg)
  return pkg
}

/** Replacing a package deletes the older one, which requires a permission of its own. */
function mustReplace(actor: Actor, repository: RepositoryRecord) {
  if (!includes(actor.privilege(repository), repository.settings.replace_packages)) throw forbidden()
}

/** @throws {Refusal} 422 if packages of the format cannot be for the distribution */
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
