import type * as v from 'valibot'
import type { FlowParts } from '../flow/parts.ts'
import type { Caller } from './caller.ts'
import type { Described, described, OperationId } from './description.ts'

/** The values that a record of schemas produces. */
type Read<Of> =
  Of extends Readonly<Record<string, v.GenericSchema>>
    ? { readonly [Key in keyof Of]: v.InferOutput<Of[Key]> }
    : Readonly<Record<never, never>>

/** A validated call. */
export interface Call<Of extends Described = Described> {
  readonly parts: FlowParts
  readonly caller: Caller
  readonly params: Read<Of['params']>
  readonly query: Read<Of['query']>
  readonly body: Of['body'] extends v.GenericSchema ? v.InferOutput<Of['body']> : undefined
  /** Number of the last event that the caller has received; 0 if none. */
  readonly lastEvent: number
  /** Aborted when the caller disconnects. */
  readonly gone: AbortSignal
}

/** A type with everything readonly, so that handlers need not copy what they return. */
type Readable<T> = T extends Date
  ? T
  : T extends readonly (infer Each)[]
    ? readonly Readable<Each>[]
    : T extends object
      ? { readonly [Key in keyof T]: Readable<T[Key]> }
      : T

type AnswerOf<Of extends Described> = Readable<v.InferInput<Of['answer']>>

/** Handles a call. For a stream, it yields the events. */
export type Handler<Of extends Described> = (
  call: Call<Of>,
) => Promise<Of extends { readonly isStream: true } ? AsyncIterable<AnswerOf<Of>> : AnswerOf<Of>>

/** The handlers of some operations. */
export type Handlers<Name extends OperationId = OperationId> = { readonly [Id in Name]: Handler<(typeof described)[Id]> }
