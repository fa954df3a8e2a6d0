/** What an SDK needs of a clock: the emulator's clocks fit wherever that is asked for. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
  /** Ends after `ms` milliseconds of this clock. @throws the signal's reason when it is aborted before. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Something that happens at a time of the clock. */
export type Task = () => void | Promise<void>

/**
 * The clock of those who send requests, by which they understand what they are told of times to come. They sleep on the emulator's own where
 * that is virtual; beside a real one they have the wall clock, on which less time passes where the emulator's is faster.
 */
export interface CallersClock {
  /** Milliseconds since 1970, UTC. */
  now(): number
  /** Milliseconds of the emulator's clock that pass in one of theirs. */
  readonly speed: number
}

/** A clock that the emulator's own doings (synchronisation, scans, deliveries) run on. */
export interface EmulatorClock extends Clock {
  /** The clock of those who send requests. */
  readonly callers: CallersClock
  /** Runs a task at a time of this clock, or as soon as it can where that has passed. */
  schedule(at: number, task: Task): void
  /** Moves time on by `ms` milliseconds, and runs what is due on the way, in order. */
  advance(ms: number): Promise<void>
  /** Moves time on until nothing is left to do: every package synchronised and scanned, every webhook delivered or given up. */
  settle(): Promise<void>
  /** Tells the clock of work that it should give a chance to finish before it moves on. Returns the same promise. */
  track<Result>(work: Promise<Result>, kind: 'request' | 'delivery'): Promise<Result>
  /** Forgets everything that is scheduled. */
  clear(): void
}
