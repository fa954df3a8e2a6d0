import { brotliDecompressSync } from 'node:zlib'
import type { Reply } from '../../core/reply.ts'

/** Where the service describes itself, and what loads the description. @see docs/service.md#hosts */
const descriptions: Readonly<Record<string, () => Promise<string>>> = {
  '/swagger/': swagger,
  '/v1/swagger/': swagger,
  '/v2/openapi/': async () => (await import('../../generated/openapi.ts')).openapi,
}

async function swagger(): Promise<string> {
  return (await import('../../generated/swagger.ts')).swagger
}

/**
 * The description that the service gives out at a path, to anybody: version 1 in Swagger 2.0, version 2 in OpenAPI 3.0. Both are made of
 * ours, and not loaded before somebody asks. Undefined where there is none.
 */
export async function descriptionAt(pathname: string): Promise<Reply | undefined> {
  if (!Object.hasOwn(descriptions, pathname)) return undefined
  const compressed = await descriptions[pathname]?.()
  if (compressed === undefined) return undefined
  const raw = brotliDecompressSync(Buffer.from(compressed, 'base64')).toString()
  return { status: 200, raw, headers: { 'Content-Type': 'application/json' } }
}
