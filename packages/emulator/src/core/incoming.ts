import type { FormPart } from './form-parts.ts'

/** What the emulator looks at of a request: a `Request`, or what a server has instead of one. */
export interface Incoming extends Pick<Request, 'method' | 'url' | 'signal' | 'text'> {
  readonly headers: Pick<Headers, 'get'> & Iterable<[name: string, value: string]>
  /** Null where there is none. */
  readonly body: AsyncIterable<Uint8Array> | null
  /** Is told the parts of a form that its body was. */
  readonly onForm?: (parts: readonly FormPart[]) => void
}
