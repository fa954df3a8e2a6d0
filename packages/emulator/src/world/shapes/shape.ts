import type { EmulatorClock } from '../../core/clock.ts'
import type { Switches } from '../../core/switches.ts'
import type { Blob } from '../blobs.ts'
import type { Parted } from '../parted.ts'

/**
 * Describes how something in a world is stored in a state: how it becomes JSON, and how possibly damaged JSON becomes it again. Declaring a shape
 * provides both directions and the type.
 */
export interface Shape<Value> {
  /** A description of the shape: as long as it is the same, what was written can be read. */
  readonly form: string
  /** @returns what `JSON.stringify` takes */
  write(value: Value, to: Writer): unknown
  /** Reads a value from JSON, or from `undefined` if there is none. Refuses invalid JSON. */
  read(given: unknown, from: Reader): Value
}

/** The type that a shape describes. */
export type Of<Shaped extends Shape<unknown>> = ReturnType<Shaped['read']>

/** A shape with an initial value. */
export interface Starting<Value> extends Shape<Value> {
  start(): Value
}

/** A shape of objects with fields, to which others may refer before the fields are read. */
export interface Fielded<Value extends object> extends Shape<Value> {
  fill(made: Value, given: unknown, from: Reader): void
}

/** Objects that are written once, each in a row of its own, however many refer to them. */
export interface Kind<Value extends object> extends Shape<Value>, Versioned {
  readonly kindName: string
  /** The shape of the row. */
  readonly row: Fielded<Value>
}

/** Something whose shape may change between releases. */
export interface Versioned {
  /** Incremented with each change of the shape. */
  readonly version: number
  /** Converts JSON of an earlier version to the current one. */
  readonly upgrade?: Upgrade | undefined
}

/** @param version the version of what was written */
export type Upgrade = (written: unknown, version: number) => unknown

/** Data that is attached to something and stored in states. */
export interface KeptPart extends Versioned {
  readonly partName: string
  readonly home: Home
  readonly shape?: Shape<unknown> | undefined
}

/** What parts can be attached to. */
export type Home = 'world' | 'workspace' | 'repository' | 'package'

/** Writes a state. */
export interface Writer {
  /** @returns the number of the row */
  refer<Value extends object>(kind: Kind<Value>, value: Value): number
  /** Stores bytes separately from the rows. */
  keep(blob: Blob): unknown
  /** The parts that are stored, by name. */
  readonly parts: ReadonlyMap<string, KeptPart>
}

/** Reads a state. */
export interface Reader {
  /** The world that the state is read for; it is not changed. */
  readonly world: { readonly clock: EmulatorClock; readonly switches: Switches }
  /** The home that is being filled. */
  readonly home: Parted
  readonly parts: ReadonlyMap<string, KeptPart>
  /** Returns the object of a row, which may be filled only later. */
  refer<Value extends object>(kind: Kind<Value>, row: number): Value | undefined
  /** @throws if the bytes are missing or different */
  blob(sha256: string): Blob
  /** Converts what an earlier version wrote to the current version. */
  upgraded(name: string, versioned: Versioned, given: unknown): unknown
  /** Runs a step after everything has been filled. */
  later(step: () => void): void
  /** Reads something nested, so that errors contain its key. */
  inside<Read>(key: string | number, read: () => Read): Read
  /** @throws an error that contains the current path */
  refuse(why: string): never
}

/** Whether JSON is an object with fields. */
export function isTable(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}
