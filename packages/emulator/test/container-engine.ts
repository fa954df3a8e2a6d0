import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** The parameters with which an engine creates a container. */
export interface ContainerSpec {
  readonly Image: string
  readonly Cmd: readonly string[]
}

/** A simulated container, which runs something in this process. */
export interface RunningContainer {
  /** The port on this machine. */
  readonly port: number
  stop(): Promise<void>
}

/** A simulated container engine, as far as one container needs it. */
export interface ContainerEngine {
  /** Value for the variable `DOCKER_HOST`. */
  readonly host: string
  /** The containers that were created. */
  readonly made: readonly ContainerSpec[]
  /** Requests that it does not support. */
  readonly unknown: readonly string[]
  close(): Promise<void>
}

/** Simulates a container engine, so that a library for containers works without one. @param run simulates the image */
export async function playEngine(
  run: (spec: ContainerSpec, copied: readonly Buffer[]) => Promise<RunningContainer>,
): Promise<ContainerEngine> {
  const made: ContainerSpec[] = []
  let copied: Buffer[] = []
  const unknown: string[] = []
  let running: RunningContainer | undefined

  const inspected = () => ({
    Id: 'c1',
    Name: '/emulator',
    State: { Status: 'running', Running: true, StartedAt: new Date().toISOString() },
    Config: { Hostname: 'c1', Labels: {} },
    NetworkSettings: { Networks: {}, Ports: { '8787/tcp': [{ HostIp: '127.0.0.1', HostPort: String(running?.port) }] } },
  })

  /** The responses: a status, and JSON if there is any. */
  const routes: Readonly<Record<string, (body: Buffer) => [number, object?] | Promise<[number, object?]>>> = {
    'GET /info': () => [
      200,
      { ServerVersion: '1', OperatingSystem: 'none', OSType: 'linux', Architecture: 'any', NCPU: 1, MemTotal: 1 },
    ],
    'GET /images/emulator:test/json': () => [200, { Id: 'i1' }],
    'POST /containers/create': (body) => {
      made.push(JSON.parse(body.toString()))
      copied = []
      return [201, { Id: 'c1' }]
    },
    'PUT /containers/c1/archive': (body) => {
      copied.push(body)
      return [200]
    },
    'POST /containers/c1/start': async () => {
      running = await run(made.at(-1) as ContainerSpec, copied)
      return [204]
    },
    'GET /containers/c1/json': () => [200, inspected()],
    'GET /containers/c1/logs': () => [200],
    'POST /containers/c1/stop': async () => {
      await running?.stop()
      return [204]
    },
    'DELETE /containers/c1': () => [204],
  }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://engine')
    const asked = `${request.method} ${decodeURIComponent(pathname).replace(/^\/v[\d.]+/, '')}`
    const answer = routes[asked]
    if (answer === undefined) unknown.push(asked)
    const [status, body] = (await answer?.(await buffer(request))) ?? [404]
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body && JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    made,
    unknown,
    async close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
