import type { Reply } from './reply.ts'

/** Makes the response of a reply, with the headers that all have. */
export function toResponse({ status, body, raw, headers }: Reply, always: Readonly<Record<string, string>>): Response {
  const all = { Server: 'Cloudsmith MCP', ...always, ...headers }
  if (raw !== undefined) return new Response(raw, { status, headers: all })
  if (body === undefined) return new Response(null, { status, headers: all })
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...all } })
}
