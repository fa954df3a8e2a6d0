/** Sends a request to somewhere outside, as `fetch` does; it follows no redirect. */
export type Reach = (
  url: string,
  request: {
    readonly headers: Readonly<Record<string, string>>
    readonly signal: AbortSignal
    /** Whoever answers is taken for who it says it is, whatever its certificate. */
    readonly isUnverified?: boolean
  },
) => Promise<Response>
