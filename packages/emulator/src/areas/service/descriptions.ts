import { brotliDecompressSync } from 'node:zlib'
import type { Reply } from '../../core/reply.ts'

/** The paths of the service's API descriptions, and functions that load them. @see docs/service.md#hosts */
const descriptions: Readonly<Record<string, () => Promise<string>>> = {
  '/swagger/': swagger,
  '/v1/swagger/': swagger,
  '/v2/openapi/': async () => (await import('../../generated/openapi.ts')).openapi,
}

async function swagger(): Promise<string> {
  return (await import('../../generated/swagger.ts')).swagger
}

/**
 * The API description at a path, which needs no credential: version 1 in Swagger 2.0, version 2 in OpenAPI 3.0. Both are derived from this project's
 * description, and loaded on demand. Undefined for other paths.
 */
export async function descriptionAt(pathname: string): Promise<Reply | undefined> {
  if (!Object.hasOwn(descriptions, pathname)) return undefined
  const compressed = await descriptions[pathname]?.()
  if (compressed === undefined) return undefined
  const raw = brotliDecompressSync(Buffer.from(compressed, 'base64')).toString()
  return { status: 200, raw, headers: { 'Content-Type': 'application/json' } }
}
