import type * as v from 'valibot'
import type { FlowParts } from '../flow/parts.ts'
import type { Caller } from './caller.ts'
import type { Described, described, OperationId } from './description.ts'

/** What schemas of several values come to. */
type Read<Of> =
  Of extends Readonly<Record<string, v.GenericSchema>>
    ? { readonly [Key in keyof Of]: v.InferOutput<Of[Key]> }
    : Readonly<Record<never, never>>

/** A call that was checked, taken apart. */
export interface Call<Of extends Described = Described> {
  readonly parts: FlowParts
  readonly caller: Caller
  readonly params: Read<Of['params']>
  readonly query: Read<Of['query']>
  readonly body: Of['body'] extends v.GenericSchema ? v.InferOutput<Of['body']> : undefined
  /** Number of the last event that the caller has; 0 without. */
  readonly lastEvent: number
  /** Ends when the caller is gone. */
  readonly gone: AbortSignal
}

/** What may be handed over: whoever answers need not copy what is only to be read. */
type Readable<T> = T extends Date
  ? T
  : T extends readonly (infer Each)[]
    ? readonly Readable<Each>[]
    : T extends object
      ? { readonly [Key in keyof T]: Readable<T[Key]> }
      : T

type AnswerOf<Of extends Described> = Readable<v.InferInput<Of['answer']>>

/** Answers a call; one that is a stream, event by event. */
export type Handler<Of extends Described> = (
  call: Call<Of>,
) => Promise<Of extends { readonly isStream: true } ? AsyncIterable<AnswerOf<Of>> : AnswerOf<Of>>

/** What answers some of the calls. */
export type Handlers<Name extends OperationId = OperationId> = { readonly [Id in Name]: Handler<(typeof described)[Id]> }
