import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createControl } from './control/control.ts'
import type { ControlHost } from './control/routes.ts'
import { tellOnce } from './core/tell-once.ts'
import type { Emulator } from './emulator.ts'
import { createGuard } from './http/guard.ts'
import { createListener } from './http/listener.ts'
import { readPublicUrl } from './http/public-url.ts'
import { createWorlds } from './http/worlds.ts'

export { type Control, createControl } from './control/control.ts'
export type { ControlHost } from './control/routes.ts'

/** @see serve */
export interface ServeOptions {
  /** 0, the default, takes a free one. */
  port?: number
  /** `127.0.0.1` unless said otherwise: the emulator's keys are public. */
  host?: string
  /**
   * Host names that the server answers to, beside loopback, those of the service, the address at which a connection arrives, and that of
   * `publicUrl`. All others are refused with 403: a web page could make them lead here.
   */
  allowHosts?: readonly string[]
  /** Origin at which others know the server, such as that of a proxy: URLs in answers lead there. Default: where each request was sent. */
  publicUrl?: string
  /** Bytes that the body of a request may have; longer ones are answered 413. 1 GiB unless said otherwise: bytes are kept in memory. */
  maxBody?: number
  /**
   * Fills the emulator once the server listens, before `serve` returns. Until it has ended, all but `/_emulator/health` is answered 503;
   * where it fails, the server closes.
   */
  prepare?: () => void | Promise<void>
  /**
   * Makes a world of its own for requests that name one, by a header `X-Emulator-World: NAME` or a host `NAME.localhost`: so many tests may use
   * one server beside each other. Without it there is the one emulator.
   */
  makeWorld?: ((name: string) => Promise<OtherWorld>) | undefined
  /** How many such worlds there may be; 100 unless said otherwise. */
  mostWorlds?: number
  /** Is given a line for each request. */
  log?: (line: string) => void
  /** Is told why requests to a host, or of a web page, are refused, once for each. Default: `log`. */
  warn?: (line: string) => void
  /** What the control API under `/_emulator/` does beside the emulator's own; `false` for no control API and no page. */
  control?: ControlHost | false
}

/** A further emulator at the address of a server. */
export interface OtherWorld {
  readonly emulator: Emulator
  readonly control?: ControlHost
  /** Is called when it is not served any more. */
  readonly end?: () => void
}

/** An emulator that listens. */
export interface EmulatorServer {
  /** The base URL for clients on this machine. */
  readonly url: string
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

/**
 * Lets an emulator answer real HTTP requests, for clients in other processes. Its origin becomes that of the server. Give it a
 * `realClock()`: clients elsewhere cannot sleep on a virtual one.
 *
 * @throws {Error} when the port is taken or must not be used
 * @throws what `prepare` throws
 * @throws {TypeError} for a `publicUrl` that is more or less than an origin
 */
export async function serve(
  emulator: Emulator,
  {
    port = 0,
    host = '127.0.0.1',
    allowHosts = [],
    publicUrl: known,
    maxBody = 2 ** 30,
    prepare,
    makeWorld,
    mostWorlds = 100,
    log,
    warn = log,
    control = {},
  }: ServeOptions = {},
): Promise<EmulatorServer> {
  const publicUrl = known === undefined ? undefined : readPublicUrl(known)
  let origin = ''
  const controlOf = (which: Emulator, its: ControlHost | false = {}) =>
    its === false ? undefined : createControl(which, { ...its, worlds, ...(!publicUrl && { originOf: ({ origin }) => origin }) })
  const worlds = createWorlds(
    makeWorld &&
      (async (name) => {
        const { emulator: made, control: its, end } = await makeWorld(name)
        made.origin = origin
        return { emulator: made, control: control === false ? undefined : controlOf(made, its), end }
      }),
    mostWorlds,
  )
  let isReady = prepare === undefined
  const onRequest = createListener({
    first: { emulator, control: controlOf(emulator, control), changed: control ? control.changed : undefined },
    worlds,
    guard: createGuard(allowHosts, publicUrl),
    publicUrl,
    isReady: () => isReady,
    maxBody,
    log,
    warn: tellOnce((line) => warn?.(line)),
  })
  // How long a search may be is a switch, and not up to the server.
  const server = createServer({ maxHeaderSize: 1_000_000 }, onRequest)
  // A client that reuses a connection at the very moment it is closed for being idle would see its request fail.
  server.keepAliveTimeout = 120_000
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw explain(cause, port, host)
  }
  const before = emulator.origin
  const { port: taken } = server.address() as AddressInfo
  const url = `http://${nameOf(host)}:${taken}`
  origin = publicUrl?.origin ?? url
  emulator.origin = origin

  async function close() {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
    for (const name of worlds.names) await worlds.end(name)
    emulator.origin = before
  }

  try {
    await prepare?.()
    isReady = true
  } catch (error) {
    await close()
    throw error
  }
  return { url, close }
}

/** The host of a URL. Every address of the machine is none: from the machine itself, loopback is one of them. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

function explain(cause: unknown, port: number, host: string): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} on ${host} is taken. Stop the program that uses it, or choose another port (0 takes a free one).`,
      { cause },
    )
  }
  if (code === 'EACCES') {
    return new Error(
      `Port ${port} on ${host} needs privileges that this user does not have. Choose a port above 1023 (0 takes a free one).`,
      {
        cause,
      },
    )
  }
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: 'there is no host of that name',
    EAI_AGAIN: 'the name cannot be resolved',
    EADDRNOTAVAIL:
      'this is not an address of this machine. Use 127.0.0.1 for this machine only, or 0.0.0.0 for everyone who can reach it',
  }
  const why = known[code as string] ?? (cause instanceof Error ? cause.message : String(cause))
  return new Error(`The emulator cannot listen on ${host}:${port}: ${why}.`, { cause })
}
