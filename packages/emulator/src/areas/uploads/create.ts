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

/** What somebody wants to upload. */
export interface NewUpload {
  readonly repository: RepositoryRecord
  readonly format: string
  /** What the request says beside the files. */
  readonly fields: Content['fields']
  /** Replace a package of the same identity; as the repository's settings say unless said otherwise. */
  readonly republish?: boolean | null | undefined
  readonly tags: readonly string[]
  /** What the files say, where somebody has read them already. */
  readonly facts?: PackageFacts | undefined
}

/** @throws {Refusal} 401, 403, 404 or 422 for what may not be uploaded */
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
 * Creates a package of files that are here or on their way, and tells of it: its synchronisation is the caller's to start.
 *
 * @param filesOf takes the files once the rest is found to be in order
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
