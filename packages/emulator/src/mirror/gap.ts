import * as v from 'valibot'

/** What a mirror may lack. */
export const gapKinds = [
  'packages',
  'bytes',
  'dependencies',
  'findings',
  'violations',
  'people',
  'workspace',
  'policies',
  'enterprise policies',
  'repository settings',
  'privileges',
  'retention',
  'upstreams',
  'connected repositories',
  'webhooks',
  'entitlements',
  'secrets',
  'logs and statistics',
  'signing keys',
] as const

/** @see gapKinds */
export type GapKind = (typeof gapKinds)[number]

/**
 * Why it is missing: the service refused it, the API does not return it, it was not requested, it changed while it was being read, it was removed as
 * a secret, or the emulator does not support it.
 */
export const gapReasons = ['refused', 'not available', 'not requested', 'changing', 'hidden', 'not emulated'] as const

/** Something that a mirror does not contain, or that differs from the workspace. */
export interface MirrorGap {
  /** What the gap is about. */
  readonly what: GapKind
  /** A workspace, or one of its repositories (`acme/dev`). */
  readonly where: string
  /** Why it is missing. @see gapReasons */
  readonly why: (typeof gapReasons)[number]
  /** A description for people. */
  readonly detail: string
}

/** @see MirrorGap */
export const gapSchema = v.object({
  what: v.picklist(gapKinds),
  where: v.string(),
  why: v.picklist(gapReasons),
  detail: v.string(),
})
