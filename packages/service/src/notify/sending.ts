import type { Channel } from '../settings/channels.ts'
import type { Reference } from '../settings/reference.ts'
import type { MaySend } from './addresses.ts'
import type { Message, MessagePackage } from './message.ts'

/** What sending a message works with. */
export interface Sending {
  /** ID of the message, the same for every attempt. */
  readonly id: string
  readonly maySend: MaySend
  readonly signal: AbortSignal
  /** The current time in milliseconds since 1970. */
  readonly now: () => number
  /** Reads a secret again, because it may have been replaced. */
  readonly secretOf: (reference: Reference) => Promise<string>
  /** Reads the metadata attached to a package of a message. */
  readonly metadataOf: (message: Message, about: MessagePackage) => Promise<readonly unknown[]>
  /** Whether the message is outdated by a later event. */
  readonly isOver: (message: Message) => Promise<boolean>
}

/**
 * Sends a message to a channel of one kind.
 *
 * @returns the receiver's identifier of the message; undefined if it has none
 * @throws {SendError} it was not delivered
 */
export type Send<Kind extends Channel> = (channel: Kind, message: Message, sending: Sending) => Promise<string | undefined>
