import type { RefusedWaiver, Waiver } from './waiver.ts'

/**
 * Why a gate stays shut, strongest first: it is forbidden; nothing may pass at the moment; what the gate asks for is not known yet;
 * somebody has to agree.
 */
export type Cause = 'deny' | 'freeze' | 'evidence' | 'approval'

/** What was seen, or is needed: plain data, so that a plan can be stored. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact }

/** The gate is open. */
export interface Pass {
  readonly result: 'pass'
  /** What it would not have let through without: none where it is open by itself. */
  readonly waivers: readonly Waiver[]
  /** What it could not see, and lets through all the same: sentences without full stop. Left out where there is nothing to say. */
  readonly notes?: readonly string[] | undefined
}

/** The gate is shut, and time alone does not open it. */
export interface Block {
  readonly result: 'block'
  readonly cause: Cause
  /** A sentence without its full stop. */
  readonly why: string
  readonly seen: Fact
  readonly needed: Fact
  /** Who may waive it, in the pipeline's own words. Empty: nobody. */
  readonly mayWaive: readonly string[]
  /** What opens it beside a waiver, and who does that: a sentence without its full stop. Left out where there is nothing to say. */
  readonly remedy?: string | undefined
  /** Waivers that would open it if they counted. Left out where there are none. */
  readonly refused?: readonly RefusedWaiver[] | undefined
}

/** The gate is shut, and will open by itself. */
export interface Wait {
  readonly result: 'wait'
  readonly cause: Cause
  /** What it waits for. */
  readonly for: string
  /** ISO 8601; undefined where nobody can tell. */
  readonly until: string | undefined
  readonly seen: Fact
  readonly needed: Fact
}

/** The answer of a gate. */
export type Outcome = Pass | Block | Wait

/** Lets a package through. */
export const pass = (waivers: readonly Waiver[] = [], notes: readonly string[] = []): Pass => ({
  result: 'pass',
  waivers,
  ...(notes.length === 0 ? {} : { notes }),
})

/** Stops a package. Defaults: it is forbidden, and nobody may waive it. */
export const block = ({
  cause = 'deny',
  mayWaive = [],
  ...rest
}: Pick<Block, 'why' | 'seen' | 'needed' | 'remedy' | 'refused'> & {
  cause?: Cause | undefined
  mayWaive?: readonly string[] | undefined
}): Block => ({
  result: 'block',
  cause,
  mayWaive,
  ...rest,
})

/** Stops a package for the time being. Default: for want of evidence. */
export const wait = ({
  cause = 'evidence',
  until,
  ...rest
}: Pick<Wait, 'for' | 'seen' | 'needed'> & { cause?: Cause; until?: string | undefined }): Wait => ({
  result: 'wait',
  cause,
  until,
  ...rest,
})
