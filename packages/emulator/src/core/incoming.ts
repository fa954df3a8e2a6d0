/** What the emulator looks at of a request: a `Request`, or what a server has instead of one. */
export interface Incoming extends Pick<Request, 'method' | 'url' | 'signal' | 'text'> {
  readonly headers: Pick<Headers, 'get'>
  /** Null where there is none. */
  readonly body: AsyncIterable<Uint8Array> | null
}
