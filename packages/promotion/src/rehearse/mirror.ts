import type { Clock, Cloudsmith, FetchLike } from '@cloudsmith-sdk/client'

/** Something that a mirror lacks, or that differs from the workspace. */
export interface MirrorGap {
  /** What is missing or different. */
  readonly what: string
  /** A workspace, or one of its repositories (`acme/dev`). */
  readonly where: string
  /** The reason, as a short code. */
  readonly why: string
  /** The reason in words. */
  readonly detail: string
}

/** What to mirror. */
export interface MirrorRequest {
  /** Slug of the workspace. */
  readonly owner: string
  /** Slugs of the repositories. */
  readonly repositories: readonly string[]
  /** Whether to read the scan findings of each package. */
  readonly findings: 'all' | 'none'
  /** What to leave out. */
  readonly without: readonly ('people' | 'privileges' | 'upstreams' | 'connected repositories' | 'webhooks' | 'entitlements')[]
  /** Aborts reading. */
  readonly signal?: AbortSignal
}

/** A workspace in memory, with a clock of its own. */
export interface MirroredWorkspace {
  /** Sends requests to the mirror. */
  readonly fetch: FetchLike
  /** The clock of the mirror. */
  readonly clock: Clock
  /** URL of the mirror. */
  readonly origin: string
  /** Lets everything happen that is still pending. */
  settle(): Promise<unknown>
}

/**
 * Creates a mirror of a workspace, as `mirror` of `@cloudsmith-sdk/emulator/mirror` does. It is described by its shape, so that only those
 * who rehearse have to install the emulator.
 */
export type MakeMirror = (
  cloudsmith: Cloudsmith,
  request: MirrorRequest,
) => Promise<{ readonly emulator: MirroredWorkspace; readonly unknown: readonly MirrorGap[] }>
