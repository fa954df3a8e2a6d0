import type { Outcome, World } from '../world.ts'

/** A runtime that has been started. */
export interface Running {
  /** Has it tell a story. */
  tell(title: string, world: World): Promise<Outcome>
  close(): Promise<void>
}

/** One that takes webhooks. */
export interface Receiving extends Running {
  /** Where it takes deliveries. */
  readonly receiver: string
  /** Those that it has taken: the name of each event, and of its package. */
  received(): Promise<string[]>
}

/** A runtime that the README says the packages run in. */
export interface Runtime {
  /** What the README calls it. */
  readonly name: string
  /** What makes a receiver of webhooks an endpoint there; undefined where nobody can send it any. */
  readonly endpoint?: string
  /** Why it cannot be tried here; undefined where it can. */
  readonly missing?: string | undefined
  /** Starts it, as one that takes webhooks where it has an `endpoint`. `url` is that of the emulator. */
  start(url: string): Promise<Running | Receiving>
}
