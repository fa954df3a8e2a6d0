/** What the emulator looks at of a request: a `Request`, or what a server has instead of one. */
export type Incoming = Pick<Request, 'method' | 'url' | 'signal' | 'text' | 'arrayBuffer' | 'formData'> & {
  readonly headers: Pick<Headers, 'get'> & Iterable<[name: string, value: string]>
}
