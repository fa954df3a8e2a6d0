/** Sends a request to an external server, like `fetch`, but does not follow redirects. */
export type Reach = (
  url: string,
  request: {
    readonly headers: Readonly<Record<string, string>>
    readonly signal: AbortSignal
    /** Accept any certificate. */
    readonly isUnverified?: boolean
  },
) => Promise<Response>
