import { findMalware, readFiles } from '../../catalogue/look-into.ts'
import type { Neighbour, PackageUpload, UploadedFile } from '../../format/types.ts'
import { deletePackage } from '../../package/delete.ts'
import { duplicateReason, findTwin } from '../../package/identity.ts'
import { uploadsOf } from '../../package/uploads.ts'
import { type Content, checksumsOf, primaryFile, type StoredFile } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/** Why a stage failed; null if the service gives no reason. */
export interface StageFailure {
  readonly reason: string | null
}

/** Fetches the uploaded bytes. Missing ones are detected later, by the scan. */
export function retrieveFiles(world: World, { content }: PackageRecord): undefined {
  for (const file of content.files) {
    const blob = file.upload?.blob
    if (file.blob !== undefined || blob === undefined) continue
    world.blobs.hold(blob)
    file.blob = blob
    uploadsOf(world).delete(file.upload?.identifier ?? '')
    file.upload = undefined
  }
}

/** Fails without a reason if bytes are missing, and for malware. @see docs/service.md#synchronisation */
export async function inspectFiles(world: World, pkg: PackageRecord): Promise<StageFailure | undefined> {
  const { files } = pkg.content
  if (files.some((file) => checksumsOf(file) === undefined)) return { reason: null }
  // For files without bytes, the earlier result still applies.
  const found = await Promise.all(
    files.map(({ blob }) => (blob === undefined ? pkg.isMalware : findMalware(blob.bytes, world.limits))),
  )
  pkg.isMalware = found.includes(true)
  return pkg.isMalware ? { reason: 'Potentially malicious content detected: Eicar-Test-Signature' } : undefined
}

/** Reads name, version and other facts from the files, and checks for a duplicate. */
export async function parsePackage(world: World, pkg: PackageRecord): Promise<StageFailure | undefined> {
  const { content } = pkg
  if (pkg.tags.includes('')) return { reason: 'Could not parse metadata from the package: tags cannot be empty' }
  if (content.facts === undefined) {
    const reading = await readFiles(
      content.format,
      { ...uploadOf(content), neighbour: (wanted) => neighbourIn(pkg.repository, content.format, wanted) },
      world.limits,
    )
    if (!reading.ok) return { reason: reading.reason }
    content.facts = reading.facts
  }
  pkg.repository.packages.touch(pkg)
  const twin = findTwin(pkg)
  if (twin === undefined) return undefined
  if (!pkg.republish) return { reason: duplicateReason(twin) }
  deletePackage(world, twin, pkg.uploader)
  return undefined
}

/** Finds another package of the repository that has been read, in the form of its upload. */
export function neighbourIn({ packages }: RepositoryRecord, format: string, wanted: Neighbour): PackageUpload | undefined {
  const found = packages.byName(wanted.name).find(({ content, sync }) => {
    const { name, version, identifiers = {} } = content.facts ?? {}
    const isWanted = content.format === format && name === wanted.name && version === wanted.version && sync.state !== 'failed'
    return isWanted && Object.entries(wanted.identifiers).every(([key, value]) => identifiers[key] === value)
  })
  return found && uploadOf(found.content)
}

function uploadOf(content: Content): PackageUpload {
  const extra = Object.fromEntries(content.files.slice(1).map((file) => [file.field, uploadedFile(file)]))
  return { file: uploadedFile(primaryFile(content)), extra, fields: content.fields }
}

function uploadedFile({ filename, blob }: StoredFile): UploadedFile {
  return { filename, bytes: blob?.bytes ?? new Uint8Array() }
}
