import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Scope } from './scope.ts'

/** What stands between a worker and its database. */
export interface PostgresProxy {
  /** The address of a database through it. */
  through(url: string): string
  /** Lets nothing through any more in either direction, and tells neither side: as where a cable was pulled out. */
  pull(): void
  /** Lets what comes from now on through again; connections that were there stay as they are. */
  plugIn(): void
}

/** Told of each statement that has written something, when nobody knows of it yet. Where it answers so, nothing goes on any more. */
export type Gate = (written: Written) => 'go on' | 'cut'

/** A statement that has written something. */
export interface Written {
  /** How it begins. */
  readonly what: string
  /** It stands: it is not undone when whoever wrote it dies. */
  readonly stands: boolean
}

const [query, parse, isReady, idle] = ['Q', 'P', 'Z', 'I'].map((letter) => letter.charCodeAt(0))

/** Statements of the service and the queue that change something; not those that come again and again, whatever happens. */
const writes =
  /^\s*(commit\b|(?:insert into|update|delete from)\s+promotion\.(?!(?:workers|budgets|pauses)\b)\w+)|\bINSERT INTO promotion_jobs\.job|SET completed_on = promotion_jobs/i

/** Stands between a worker and its database. */
export async function postgresProxy(scope: Scope, upstream: string, gate: Gate = () => 'go on'): Promise<PostgresProxy> {
  const { hostname, port } = new URL(upstream)
  const sockets = new Set<Socket>()
  let isPulled = false
  const server = createServer((client) => {
    const database = connect(Number(port), hostname)
    const pulled = { yes: isPulled }
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.setNoDelay()
    }
    pulls.push(pulled)
    // Whoever dies is noticed, unless the cable is out.
    client.on('close', () => pulled.yes || database.destroy())
    database.on('close', () => pulled.yes || client.destroy())
    let writing: string | undefined
    const cut = () => {
      pulled.yes = true
      if (isPulled) return
      client.destroy()
      database.destroy()
    }
    relay(client, database, { pulled, hasStartup: true }, (type, message) => {
      const text = type === query ? message.toString('utf8', 5) : type === parse ? afterName(message) : ''
      const found = writes.exec(text)
      if (found !== null) writing = found[0].trim().replace(/\s+/g, ' ')
      return true
    })
    relay(database, client, { pulled, hasStartup: false }, (type, message) => {
      if (type !== isReady || writing === undefined) return true
      const what = writing
      writing = undefined
      if (gate({ what, stands: message[5] === idle }) === 'go on') return true
      cut()
      return false
    })
  })
  const pulls: { yes: boolean }[] = []
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.onEnd(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port: own } = server.address() as AddressInfo
  return {
    through: (url) => Object.assign(new URL(url), { port: String(own) }).href,
    pull() {
      isPulled = true
      for (const pulled of pulls) pulled.yes = true
    },
    plugIn() {
      isPulled = false
    },
  }
}

const afterName = (message: Buffer): string => message.toString('utf8', message.indexOf(0, 5) + 1)

/** Hands messages on, each after it was seen. The first of a client has no letter. */
function relay(
  from: Socket,
  to: Socket,
  { pulled, hasStartup }: { pulled: { readonly yes: boolean }; hasStartup: boolean },
  seen: (type: number | undefined, message: Buffer) => boolean,
): void {
  let rest: Buffer = Buffer.alloc(0)
  let isFirst = hasStartup
  from.on('data', (chunk: Buffer) => {
    if (pulled.yes) return
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let end = 0
    for (;;) {
      const head = isFirst ? 0 : 1
      if (rest.length < end + head + 4) break
      const length = rest.readUInt32BE(end + head) + head
      if (rest.length < end + length) break
      const message = rest.subarray(end, end + length)
      if (!seen(isFirst ? undefined : message[0], message)) return
      to.write(message)
      isFirst = false
      end += length
    }
    rest = rest.subarray(end)
  })
}
