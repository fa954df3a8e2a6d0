/** The clock interface of the client and the promotion engine: the emulator's clocks can be passed to both. */
export interface Clock {
  /** The current time in milliseconds since 1970, UTC. */
  now(): number
  /** Resolves after `ms` milliseconds of this clock. @throws the signal's reason if it is aborted before */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Work that is scheduled for a time of the clock. */
export type Task = () => void | Promise<void>

/**
 * The clock of those who send requests, used for times that responses state. With a virtual clock it is the emulator's own, because callers sleep on
 * that. With a real clock it is the wall clock; if the emulator's clock is faster, less time passes on it.
 */
export interface CallersClock {
  /** The current time in milliseconds since 1970, UTC. */
  now(): number
  /** How many milliseconds of the emulator's clock pass in one of the callers' clock. */
  readonly speed: number
}

/** The clock of an emulator: synchronisation, scans and webhook deliveries run on it. */
export interface EmulatorClock extends Clock {
  /** The clock of those who send requests. */
  readonly callers: CallersClock
  /** Runs a task at the time `at`, or as soon as possible if that has passed. */
  schedule(at: number, task: Task): void
  /** Advances the time by `ms` milliseconds, and runs what becomes due on the way, in order. */
  advance(ms: number): Promise<void>
  /** Advances the time until nothing is left to do: every package is synchronised and scanned, every webhook delivered or given up. */
  settle(): Promise<void>
  /** Makes the clock wait for work before it advances by itself. Returns the same promise. */
  track<Result>(work: Promise<Result>, kind: 'request' | 'delivery'): Promise<Result>
  /** Drops everything that is scheduled. */
  clear(): void
}
