import type { FetchLike } from '@cloudsmith-sdk/client'
import { isLoopback } from '../text/https.ts'
import type { Registry } from './registry.ts'

/** The registry of images of the service itself. @see docs/service.md#hosts */
export const serviceRegistry = 'https://docker.cloudsmith.io'

/** What there is to say of the API whose images are asked for. */
export interface RegistryBeside {
  /** The one that the API is asked with. */
  readonly credential: Registry['credential']
  /** Where the API is. Default: the service's own address. */
  readonly baseUrl?: string | undefined
  /** The registry, as somebody said it who may: an address or its host; `off` for none. Default: the one beside the API. */
  readonly said?: string | undefined
  /** Default: the global one, looked up at every request. */
  readonly fetch?: FetchLike | undefined
}

/**
 * The registry of images that belongs to an API, to be asked with the same credential: the service's own beside the service, the emulator itself where the
 * API is on this machine. Undefined where none is wanted, and beside any other host: a credential goes to no address that nobody has named.
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

/** Who writes a host means one that encrypts. */
const asAddress = (said: string): string => (/^\w+:\/\//.test(said) ? said : `https://${said}`)
