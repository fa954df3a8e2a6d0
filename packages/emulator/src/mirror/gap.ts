import * as v from 'valibot'

/** What a mirror may not know. */
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
 * Why it does not know it: the service refused, the API does not tell it, nobody asked, it changed while it was read, it was hidden on purpose,
 * or the emulator cannot do it.
 */
export const gapReasons = ['refused', 'not told', 'not asked', 'changing', 'hidden', 'not emulated'] as const

/** Something that a mirror does not know, or has otherwise than the workspace. */
export interface MirrorGap {
  readonly what: GapKind
  /** A workspace, or a repository of it (`acme/dev`). */
  readonly where: string
  readonly why: (typeof gapReasons)[number]
  /** In words. */
  readonly detail: string
}

/** @see MirrorGap */
export const gapSchema = v.object({
  what: v.picklist(gapKinds),
  where: v.string(),
  why: v.picklist(gapReasons),
  detail: v.string(),
})
