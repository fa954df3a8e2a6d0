import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { IdentityError } from '../errors.ts'
import { longestAnswer } from '../request-identity.ts'
import type { Detector } from './detector.ts'

/**
 * Reads a token from a file, trimmed.
 *
 * @param name the environment variable that names the file
 * @throws {IdentityError} the file cannot be read, or is too long to be a token
 */
export async function readTokenFile(name: string, path: string): Promise<string> {
  try {
    const file = await open(path)
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(longestAnswer + 1), 0, longestAnswer + 1, 0)
      if (bytesRead <= longestAnswer) return buffer.toString('utf8', 0, bytesRead).trim()
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new IdentityError(`${name} names ${path}, which cannot be read.`, { cause })
  }
  throw new IdentityError(`${name} names ${path}, which is longer than ${longestAnswer} bytes: that is not a token.`)
}

/** A token in a file that the system renews, as Kubernetes does. Read for every exchange. */
export const tokenFile: Detector = {
  id: 'generic',
  name: 'CLOUDSMITH_OIDC_TOKEN_FILE',
  detect({ environment: { variable, cwd } }) {
    const path = variable('CLOUDSMITH_OIDC_TOKEN_FILE')
    if (path === undefined) return undefined
    return { identityToken: () => readTokenFile('CLOUDSMITH_OIDC_TOKEN_FILE', resolve(cwd, path)) }
  },
}
