import type { RefusedWaiver, Waiver } from './waiver.ts'

/**
 * Why a gate does not pass, strongest first. `deny`: it is forbidden. `freeze`: nothing may pass at the moment. `evidence`: what the gate requires is
 * not known yet. `approval`: somebody has to approve.
 */
export type Cause = 'deny' | 'freeze' | 'evidence' | 'approval'

/** What was found, or is required: plain data, so that a plan can be stored. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact }

/** The gate passes. */
export interface Pass {
  readonly result: 'pass'
  /** The waivers that it needed to pass; empty if it needed none. */
  readonly waivers: readonly Waiver[]
  /** What it could not check, and passes all the same: sentences without a full stop. Omitted if there is none. */
  readonly notes?: readonly string[] | undefined
}

/** The gate blocks, and time alone does not change that. */
export interface Block {
  readonly result: 'block'
  readonly cause: Cause
  /** The reason, as a sentence without a full stop. */
  readonly why: string
  /** What was found. */
  readonly seen: Fact
  /** What is required. */
  readonly needed: Fact
  /** Who may waive it, by the names in the pipeline. Empty: nobody. */
  readonly mayWaive: readonly string[]
  /** What resolves it other than a waiver, and who can do that: a sentence without a full stop. Omitted if unknown. */
  readonly remedy?: string | undefined
  /** Waivers that would open the gate, but do not count. Omitted if there are none. */
  readonly refused?: readonly RefusedWaiver[] | undefined
}

/** The gate does not pass yet, but will with time. */
export interface Wait {
  readonly result: 'wait'
  readonly cause: Cause
  /** What it waits for. */
  readonly for: string
  /** When it passes, in ISO 8601; undefined if unknown. */
  readonly until: string | undefined
  /** What was found. */
  readonly seen: Fact
  /** What is required. */
  readonly needed: Fact
}

/** The outcome of a gate. */
export type Outcome = Pass | Block | Wait

/**
 * Creates the outcome that a gate passes.
 *
 * @param waivers the waivers that it needed to pass. Default: none
 * @param notes what it could not check, as sentences without a full stop. Default: none
 */
export const pass = (waivers: readonly Waiver[] = [], notes: readonly string[] = []): Pass => ({
  result: 'pass',
  waivers,
  ...(notes.length === 0 ? {} : { notes }),
})

/** Creates the outcome that a gate blocks. Defaults: `cause` is `deny`, and nobody may waive it. */
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

/** Creates the outcome that a gate has to wait. Default: `cause` is `evidence`. */
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
