import { addressesIn } from '../core/addresses.ts'
import { toResponse } from '../core/answer.ts'
import type { Reach } from '../core/reach.ts'
import { fetchUnverified } from './fetch-unverified.ts'
import type { Handler } from './handler.ts'

/** How upstreams are reached. */
export interface ReachOptions {
  /** Whether the emulator is at home at a URL: then it answers itself. */
  readonly isHome: (url: URL) => boolean
  readonly handle: Handler
  /** Reaches all others, where somebody gave what does: whom it takes for whom is up to it. */
  readonly fetch: typeof fetch | undefined
  /** Others than this machine may be reached. */
  readonly allowNetwork: boolean
}

const isLoopback = addressesIn(['127.0.0.0/8', '::1'])

/**
 * Makes what reaches upstreams: the emulator itself, whatever the program gives for all others, this machine, and the network only where that
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

/** A name is none: whoever answers for it could make it lead anywhere. */
function isAddressOfIt(name: string): boolean {
  return /^[\d.]+$|:/.test(name) && isLoopback(name)
}
