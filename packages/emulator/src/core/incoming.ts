import type { FormPart } from './form-parts.ts'

/** The parts of a request that the emulator reads: a `Request`, or a server's equivalent. */
export interface Incoming extends Pick<Request, 'method' | 'url' | 'signal' | 'text'> {
  readonly headers: Pick<Headers, 'get'> & Iterable<[name: string, value: string]>
  /** Null if there is none. */
  readonly body: AsyncIterable<Uint8Array> | null
  /** Called with the parts of the form that the body contained. */
  readonly onForm?: (parts: readonly FormPart[]) => void
}
