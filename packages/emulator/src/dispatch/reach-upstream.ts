import { addressesIn } from '../core/addresses.ts'
import { toResponse } from '../core/answer.ts'
import type { Reach } from '../core/reach.ts'
import { fetchUnverified } from './fetch-unverified.ts'
import type { Handler } from './handler.ts'

/** How upstreams are reached. */
export interface ReachOptions {
  /** Whether the emulator serves a URL, and so handles it itself. */
  readonly isHome: (url: URL) => boolean
  readonly handle: Handler
  /** A `fetch` for all others, if the program has passed one. It decides which certificates to accept. */
  readonly fetch: typeof fetch | undefined
  /** Whether other machines than this one may be reached. */
  readonly allowNetwork: boolean
}

const isLoopback = addressesIn(['127.0.0.0/8', '::1'])

/**
 * Creates the function that reaches upstreams: the emulator itself, else the program's own `fetch`, else this machine, and the network only if that
 * is allowed. So no test fetches anything from outside by mistake.
 */
export function createReach({ isHome, handle, fetch: given, allowNetwork }: ReachOptions): Reach {
  return async (address, { headers, signal, isUnverified = false }) => {
    const url = new URL(address)
    if (isHome(url)) return toResponse(await handle(new Request(url, { headers, signal })))
    const init: RequestInit = { headers, signal, redirect: 'manual' }
    if (given !== undefined) return given(url, init)
    if (!allowNetwork && !isThisMachine(url.hostname)) {
      throw new Error(
        `the emulator fetches nothing from ${url.hostname} unless that is allowed: start it with --allow-upstreams ` +
          '(in a program: allowUpstreams)',
      )
    }
    return isUnverified && url.protocol === 'https:' ? fetchUnverified(url, { headers, signal }) : fetch(url, init)
  }
}

function isThisMachine(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '')
  return name === 'localhost' || name.endsWith('.localhost') || isAddressOfIt(name)
}

/** Host names do not count, because their owner could point them anywhere. */
function isAddressOfIt(name: string): boolean {
  return /^[\d.]+$|:/.test(name) && isLoopback(name)
}
