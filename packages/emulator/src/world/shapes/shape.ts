import type { EmulatorClock } from '../../core/clock.ts'
import type { Switches } from '../../core/switches.ts'
import type { Blob } from '../blobs.ts'
import type { Parted } from '../parted.ts'

/**
 * What something that a world keeps looks like in a state: how it becomes JSON, and how JSON that may be damaged becomes it again. Whoever
 * declares a shape gets both, and the type.
 */
export interface Shape<Value> {
  /** The shape in words: while they are the same, what was written can be read. */
  readonly form: string
  /** @returns what `JSON.stringify` takes */
  write(value: Value, to: Writer): unknown
  /** Makes a value of JSON; of `undefined` where there was none. Refuses what it cannot be made of. */
  read(given: unknown, from: Reader): Value
}

/** What has a shape. */
export type Of<Shaped extends Shape<unknown>> = ReturnType<Shaped['read']>

/** Something that is like this where nobody has said anything. */
export interface Starting<Value> extends Shape<Value> {
  start(): Value
}

/** Something with fields, which others may refer to before they are read. */
export interface Fielded<Value extends object> extends Shape<Value> {
  fill(made: Value, given: unknown, from: Reader): void
}

/** Something that is written once, in a row of its own, however many refer to it. */
export interface Kind<Value extends object> extends Shape<Value>, Versioned {
  readonly kindName: string
  /** What is in its row. */
  readonly row: Fielded<Value>
}

/** Something whose shape may change from release to release. */
export interface Versioned {
  /** Grows with each change of the shape. */
  readonly version: number
  /** Makes JSON of an earlier version JSON of this one. */
  readonly upgrade?: Upgrade | undefined
}

/** @param version of what was written */
export type Upgrade = (written: unknown, version: number) => unknown

/** What hangs onto something and is kept in states. */
export interface KeptPart extends Versioned {
  readonly partName: string
  readonly home: Home
  readonly shape?: Shape<unknown> | undefined
}

/** What parts hang onto. */
export type Home = 'world' | 'workspace' | 'repository' | 'package'

/** Where a state is written to. */
export interface Writer {
  /** @returns the number of the row */
  refer<Value extends object>(kind: Kind<Value>, value: Value): number
  /** Keeps bytes beside the rows. */
  keep(blob: Blob): unknown
  /** Those that are kept, by name. */
  readonly parts: ReadonlyMap<string, KeptPart>
}

/** Where a state is read from. */
export interface Reader {
  /** Where it will be: nothing of it changes. */
  readonly world: { readonly clock: EmulatorClock; readonly switches: Switches }
  /** What is being filled: the home of what is read. */
  readonly home: Parted
  readonly parts: ReadonlyMap<string, KeptPart>
  /** Gives what stands in a row. It may be filled only later. */
  refer<Value extends object>(kind: Kind<Value>, row: number): Value | undefined
  /** @throws for bytes that are missing or others */
  blob(sha256: string): Blob
  /** Makes what was written by an earlier version what it would be now. */
  upgraded(name: string, versioned: Versioned, given: unknown): unknown
  /** Goes on when everything has been filled. */
  later(step: () => void): void
  /** Reads something that is in what is read now. */
  inside<Read>(key: string | number, read: () => Read): Read
  /** @throws with where that is */
  refuse(why: string): never
}

/** Whether JSON is an object with fields. */
export function isTable(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}
