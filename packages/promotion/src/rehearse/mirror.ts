import type { Clock, Cloudsmith, FetchLike } from '@cloudsmith-sdk/client'

/** Something that a mirror does not know, or has otherwise than the workspace. */
export interface MirrorGap {
  readonly what: string
  /** A workspace, or a repository of it (`acme/dev`). */
  readonly where: string
  readonly why: string
  /** In words. */
  readonly detail: string
}

/** What is mirrored. */
export interface MirrorRequest {
  readonly owner: string
  readonly repositories: readonly string[]
  readonly findings: 'all' | 'none'
  readonly without: readonly ('people' | 'privileges' | 'upstreams' | 'connected repositories' | 'webhooks' | 'entitlements')[]
  readonly signal?: AbortSignal
}

/** A workspace in memory, which goes by a time of its own. */
export interface MirroredWorkspace {
  readonly fetch: FetchLike
  readonly clock: Clock
  readonly origin: string
  /** Has all happen that is still to come of what was done. */
  settle(): Promise<unknown>
}

/** Makes a mirror of a workspace: `mirror` of `@cloudsmith-sdk/emulator/mirror` does. Told by its shape, so that nobody has to install it who rehearses nothing. */
export type MakeMirror = (
  cloudsmith: Cloudsmith,
  request: MirrorRequest,
) => Promise<{ readonly emulator: MirroredWorkspace; readonly unknown: readonly MirrorGap[] }>
