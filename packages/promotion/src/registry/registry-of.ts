import type { FetchLike } from '@cloudsmith-sdk/client'
import { isLoopback } from '../text/https.ts'
import type { Registry } from './registry.ts'

/** Cloudsmith's own image registry. @see docs/service.md#hosts */
export const serviceRegistry = 'https://docker.cloudsmith.io'

/** Options of {@link registryOf}. */
export interface RegistryBeside {
  /** The credential that the API is called with. */
  readonly credential: Registry['credential']
  /** URL of the API. Default: the service's own. */
  readonly baseUrl?: string | undefined
  /** The registry from trusted settings: a URL or a host; `off` for none. Default: the one that belongs to the API. */
  readonly said?: string | undefined
  /** The fetch function to use. Default: the global one, looked up at every request. */
  readonly fetch?: FetchLike | undefined
}

/**
 * The image registry that belongs to an API and takes the same credential: for Cloudsmith its own registry, for an API on this machine the
 * emulator itself. Undefined if it is switched off, and for any other host unless `said` names a registry: a credential is only sent to
 * addresses that somebody named.
 *
 * @see docs/service.md#hosts
 */
export function registryOf({ credential, baseUrl, said, fetch }: RegistryBeside): Registry | undefined {
  if (said === 'off') return undefined
  const origin = said === undefined ? originBeside(baseUrl) : asAddress(said)
  return origin === undefined ? undefined : { credential, origin, fetch }
}

function originBeside(baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined) return serviceRegistry
  const url = URL.parse(baseUrl)
  if (url === null) return undefined
  if (isLoopback(url)) return url.origin
  return url.protocol === 'https:' && /(^|\.)cloudsmith\.(io|com)$/.test(url.host) ? serviceRegistry : undefined
}

/** A host without a protocol means https. */
const asAddress = (said: string): string => (/^\w+:\/\//.test(said) ? said : `https://${said}`)
