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

/** Options of {@link serve}. */
export interface ServeOptions {
  /** Port to listen on; 0 takes a free one. Default: 0. */
  port?: number
  /** Address to listen on. Default: `127.0.0.1`, because the emulator's keys are public. */
  host?: string
  /**
   * Further host names that the server answers to. It always answers to loopback, the service's own hosts, the address at which a connection arrives,
   * and the host of `publicUrl`. Requests to other hosts are refused with 403, because a web page could point such a name at this server.
   */
  allowHosts?: readonly string[]
  /** Origin under which others reach the server, such as that of a proxy; URLs in responses use it. Default: the host of each request. */
  publicUrl?: string
  /** Most bytes of a request body, which is kept in memory; a longer one is answered with 413. Default: 1 GiB. */
  maxBody?: number
  /**
   * Fills the emulator after the server has started to listen and before `serve` returns. Until it has finished, all requests except
   * `/_emulator/health` are answered with 503. If it fails, the server closes.
   */
  prepare?: () => void | Promise<void>
  /**
   * Creates a separate world for requests that name one, with the header `X-Emulator-World: NAME` or the host `NAME.localhost`, so that many tests
   * can share one server. Without it, all requests go to the one emulator.
   */
  makeWorld?: ((name: string) => Promise<OtherWorld>) | undefined
  /** Most separate worlds at a time. Default: 100. */
  mostWorlds?: number
  /** Called with a line for each request. */
  log?: (line: string) => void
  /** Called with the reason why requests to a host, or from a web page, are refused; once for each host and origin. Default: `log`. */
  warn?: (line: string) => void
  /** What the control API below `/_emulator/` can do in addition to the emulator's own functions; `false` turns off the control API and the page. */
  control?: ControlHost | false
}

/** A separate emulator that a server serves at its own address. */
export interface OtherWorld {
  readonly emulator: Emulator
  /** What its control API can do in addition to the emulator's own functions. */
  readonly control?: ControlHost
  /** Called when the server no longer serves it. */
  readonly end?: () => void
}

/** A running emulator server. */
export interface EmulatorServer {
  /** The base URL for clients on this machine. */
  readonly url: string
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

/**
 * Serves an emulator over HTTP, for clients in other processes. The emulator's origin becomes that of the server. Use a `realClock()`, because
 * clients in other processes cannot sleep on a virtual one.
 *
 * @throws {Error} if the port is taken or may not be used
 * @throws what `prepare` throws
 * @throws {TypeError} if `publicUrl` is not an origin
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
  // The switch `maxQueryLength` limits the length of searches, so the server must not.
  const server = createServer({ maxHeaderSize: 1_000_000 }, onRequest)
  // A client that reuses a connection at the very moment when it is closed as idle would see its request fail.
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

/** The host for URLs. A wildcard address is not usable in a URL; from this machine, loopback stands for it. */
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
