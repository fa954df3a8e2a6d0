import type { Package } from '@cloudsmith-sdk/client'
import { describePackage } from '@cloudsmith-sdk/client/sync'
import type { PackageRow } from '../repository/row.ts'
import { SourceError } from './errors.ts'

/** How a package gets to another repository. */
export type TransferAction = 'copy' | 'move'

/**
 * Why a package cannot or should not be copied or moved; undefined if nothing prevents it.
 *
 * @param action `tag`: the package stays where it is
 */
export function reasonNotTo(source: PackageRow, action: TransferAction | 'tag'): string | undefined {
  if (source.is_sync_failed) return 'it failed to synchronise. Resync it first.'
  if (!source.is_sync_completed) return 'it is not synchronised yet. Wait for it.'
  if (source.is_quarantined) return `it is quarantined (${source.status_reason ?? 'by hand'}). Release it first.`
  if (action === 'copy' && !source.is_copyable) return 'the service does not allow copying it.'
  if (action === 'move' && !source.is_moveable) return 'the service does not allow moving it.'
  return undefined
}

/** Makes the error for a package that cannot be transferred. */
export const cannotLeave = (source: Package, reason: string): SourceError =>
  new SourceError(`${describePackage(source)} cannot leave ${source.repository}: ${reason.replace(/\.$/, '')}.`, source)
