import type { Channel } from '../settings/channels.ts'
import type { Reference } from '../settings/reference.ts'
import type { MaySend } from './addresses.ts'
import type { Message, MessagePackage } from './message.ts'

/** What sending works with. */
export interface Sending {
  /** What the message is known by, however often it is sent. */
  readonly id: string
  readonly maySend: MaySend
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly now: () => number
  /** Reads a secret anew: it may have been replaced. */
  readonly secretOf: (reference: Reference) => Promise<string>
  /** What is attached to a package that a message is about. */
  readonly metadataOf: (message: Message, about: MessagePackage) => Promise<readonly unknown[]>
  /** Whether something later has happened to what a message is about, so that it would tell what is not so any more. */
  readonly isOver: (message: Message) => Promise<boolean>
}

/**
 * Sends a message to a channel of a kind.
 *
 * @returns what the other side calls it; undefined where it has no name for it
 * @throws {SendError} it did not get through
 */
export type Send<Kind extends Channel> = (channel: Kind, message: Message, sending: Sending) => Promise<string | undefined>
