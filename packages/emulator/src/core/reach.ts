/** Sends a request to somewhere outside, as `fetch` does; it follows no redirect. */
export type Reach = (
  url: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<Response>
