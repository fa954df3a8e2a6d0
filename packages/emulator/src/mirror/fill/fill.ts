import type { Account } from '../../world/account.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import type { MirrorDocument } from '../document.ts'
import type { GapKind, MirrorGap } from '../gap.ts'

/** A world that is being filled from a document. */
export interface Fill {
  readonly world: World
  readonly workspace: WorkspaceRecord
  readonly document: MirrorDocument
  /** The account of a slug, which is created if the document only mentions it. Null means the reader. */
  accountOf(slug: string | null): Account
  /** A mirrored repository by its slug. */
  repositoryOf(slug: string): RepositoryRecord | undefined
  /** Reports something that the emulator does differently. */
  lack(what: GapKind, where: string, detail: string, why?: MirrorGap['why']): void
}

/** A time of the API in milliseconds; that of the document if there is none. */
export const momentOf = ({ document }: Fill, text: string | null): number => Date.parse(text ?? document.readAt)

/** The same, or null if something has not happened. */
export const momentOrNull = (text: string | null): number | null => (text === null ? null : Date.parse(text))

/** The given word if it is one of `words`, else the first of them. */
export function wordOf<const Word extends string>(words: readonly [Word, ...Word[]], text: unknown): Word {
  return words.find((word) => word === text) ?? words[0]
}
