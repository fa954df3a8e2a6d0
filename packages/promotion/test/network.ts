import type { Emulator } from '@cloudsmith-sdk/emulator'

const ofThisMachine = globalThis.fetch
let known: Emulator | undefined

/** The global `fetch` of all tests: it reaches servers of this machine and the emulator that was last told of, and never the network. */
export const fetchOfTests: typeof fetch = async (input, init) => {
  const { hostname, host } = new URL(input instanceof Request ? input.url : input)
  if (hostname === '127.0.0.1') return ofThisMachine(input, init)
  if (known === undefined) throw new TypeError(`No test reaches ${host}.`)
  return known.fetch(input, init)
}

/** Has the global `fetch` reach an emulator until the test ends. */
export function reach(emulator: Emulator): void {
  known = emulator
}

/** Has it reach none. */
export function forget(): void {
  known = undefined
}
