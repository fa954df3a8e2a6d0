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

/** A package to send, and where to. */
export interface Shipment {
  readonly cloudsmith: Cloudsmith
  readonly source: Package
  readonly destination: RepositoryReader
  readonly action: TransferAction
  readonly republish: boolean
  readonly waiting: { readonly signal?: AbortSignal | undefined }
}

/** The outcome of a request. */
export type SendAnswer =
  /** The service accepted it; this is its entry at the destination. */
  | { readonly kind: 'sent'; readonly slugPerm: string }
  /** Somebody else had already moved it there. */
  | { readonly kind: 'taken before'; readonly slugPerm: string }
  /** It is unknown whether the service acted on the request: the destination has to be read. */
  | { readonly kind: 'lost'; readonly error: unknown }

/**
 * Requests the copy or move of a package once.
 *
 * @throws {SourceError} it cannot be sent in its present state
 * @throws {ApiError} the service refused, and the destination does not have it
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
      // A moved package keeps its `slug_perm`, so there is an entry to look for.
      return action === 'move' ? { kind: 'sent', slugPerm: source.slug_perm } : { kind: 'lost', error }
    }
    if (!(error instanceof NotFoundError || error instanceof BadRequestError)) throw error
    if ((await destination.one(source.slug_perm)) === undefined) throw error
    return { kind: 'taken before', slugPerm: source.slug_perm }
  }
}
