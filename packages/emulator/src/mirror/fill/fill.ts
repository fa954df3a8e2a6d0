import type { Account } from '../../world/account.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import type { MirrorDocument } from '../document.ts'
import type { GapKind, MirrorGap } from '../gap.ts'

/** A world that is being filled with what a document tells. */
export interface Fill {
  readonly world: World
  readonly workspace: WorkspaceRecord
  readonly document: MirrorDocument
  /** An account by its slug; one that is only named is made. Those that the document does not name are the reader's doing. */
  accountOf(slug: string | null): Account
  /** A mirrored repository by its slug. */
  repositoryOf(slug: string): RepositoryRecord | undefined
  /** Tells of something that the emulator has otherwise. */
  lack(what: GapKind, where: string, detail: string, why?: MirrorGap['why']): void
}

/** A time of the API in milliseconds; that of the document where there is none. */
export const momentOf = ({ document }: Fill, text: string | null): number => Date.parse(text ?? document.readAt)

/** The same, or null where something has not happened. */
export const momentOrNull = (text: string | null): number | null => (text === null ? null : Date.parse(text))

/** One of some words; the first of them for another. */
export function wordOf<const Word extends string>(words: readonly [Word, ...Word[]], text: unknown): Word {
  return words.find((word) => word === text) ?? words[0]
}
