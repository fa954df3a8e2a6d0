import type { Package } from '@cloudsmith-sdk/client'
import { type AttachmentSources, attachmentsOf } from '../registry/attachments.ts'
import { imageDigest } from '../registry/image-digest.ts'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import { type PackageRow, rowOf } from '../repository/row.ts'
import type { ClosureOptions, DependencySides, OpenNeed } from './closure.ts'
import { placeOf } from './need.ts'

/** What is attached to images and missing at the destination. */
export interface Attached {
  /** The attachments that are taken along. */
  readonly rows: readonly PackageRow[]
  readonly open: readonly OpenNeed[]
}

/**
 * Finds what is attached to Docker images, such as signatures, and what is attached to that in turn: anyone who verifies the images at the
 * destination needs them there.
 *
 * @param images all images to be promoted
 */
export async function attachedTo(
  images: readonly PackageRow[],
  sides: DependencySides,
  take: ClosureOptions['take'],
  sources: AttachmentSources,
): Promise<Attached> {
  const known = new Map(images.map((row) => [row.slug_perm, row]))
  const rows: PackageRow[] = []
  const open: OpenNeed[] = []
  for (let fresh = images.filter(({ format }) => format === 'docker'); fresh.length > 0; ) {
    const attachments = await attachmentsOf(fresh, sources)
    const isThere = await thereOf([...attachments.values()].flat(), sides)
    const next: PackageRow[] = []
    for (const by of fresh) {
      for (const found of attachments.get(by.slug_perm) ?? []) {
        const row = known.get(found.slug_perm) ?? rowOf(found)
        if (isThere(found) || !sides.mayCome(row)) continue
        const isNew = !known.has(row.slug_perm)
        if (isNew && take === 'closure') {
          known.set(row.slug_perm, row)
          rows.push(row)
          next.push(row)
        }
        open.push(openNeed(by, row, isNew && take === 'check'))
      }
    }
    fresh = next
  }
  return { rows, open }
}

async function thereOf(rows: readonly Package[], { destination, isThere }: DependencySides): Promise<(row: Package) => boolean> {
  if (rows.length === 0) return () => false
  const there = await destination.find(rows.map(identityOf))
  return (row) => there.get(keyOfRow(row))?.some((each) => isThere(rowOf(each))) ?? false
}

function openNeed(by: PackageRow, row: PackageRow, isLeft: boolean): OpenNeed {
  const need = { by, kind: 'needed' as const, format: 'docker', name: row.name ?? '', place: placeOf(by), requirements: [] }
  const available = `sha256:${imageDigest(row) ?? ''}`
  return isLeft
    ? { need, servedBy: [], shortfall: { why: 'left behind', available } }
    : { need, servedBy: [row], shortfall: undefined }
}
