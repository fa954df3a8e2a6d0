import {
  BadRequestError,
  type Cloudsmith,
  ConnectionError,
  NotFoundError,
  type Package,
  ServerError,
} from '@cloudsmith-sdk/client'
import { refOf } from '@cloudsmith-sdk/client/sync'
import type { RepositoryReader } from '../repository/repository.ts'
import { cannotLeave, reasonNotTo, type TransferAction } from './transfer.ts'

/** A package to send, and where. */
export interface Shipment {
  readonly cloudsmith: Cloudsmith
  readonly source: Package
  readonly destination: RepositoryReader
  readonly action: TransferAction
  readonly republish: boolean
  readonly waiting: { readonly signal?: AbortSignal | undefined }
}

/** What the service said. */
export type SendAnswer =
  /** Its entry at the destination. */
  | { readonly kind: 'sent'; readonly slugPerm: string }
  /** Another has moved it there. */
  | { readonly kind: 'taken before'; readonly slugPerm: string }
  /** Whether it was acted on is not known: the destination tells. */
  | { readonly kind: 'lost'; readonly error: unknown }

/**
 * Asks once for a package to be copied or moved.
 *
 * @throws {SourceError} it is not fit to go
 * @throws {ApiError} it is refused, and the destination does not have it
 */
export async function sendOnce(shipment: Shipment): Promise<SendAnswer> {
  const { cloudsmith, source, destination, action, republish, waiting } = shipment
  const { signal } = waiting
  const reason = reasonNotTo(source, action)
  if (reason !== undefined) throw cannotLeave(source, reason)
  const params = { ...refOf(source), destination: destination.repo }
  const { packages } = cloudsmith
  try {
    const answer = await (action === 'move'
      ? packages.move(params, { signal })
      : packages.copy(republish ? { ...params, republish } : params, { signal }))
    if (answer.repository === destination.repo) return { kind: 'sent', slugPerm: answer.slug_perm }
    return { kind: 'lost', error: undefined }
  } catch (error) {
    if (error instanceof ConnectionError || error instanceof ServerError) {
      // What is moved keeps its name, so there is something to look for.
      return action === 'move' ? { kind: 'sent', slugPerm: source.slug_perm } : { kind: 'lost', error }
    }
    if (!(error instanceof NotFoundError || error instanceof BadRequestError)) throw error
    if ((await destination.one(source.slug_perm)) === undefined) throw error
    return { kind: 'taken before', slugPerm: source.slug_perm }
  }
}
