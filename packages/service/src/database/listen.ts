import pg from 'pg'

/** A subscription to notifications. */
export interface Subscription {
  close(): Promise<void>
}

/** Milliseconds before a broken connection is reopened, between two checks that it is alive, and for the response to them. */
const pause = 1_000
const lookEvery = 10_000
const patience = 5_000

/** Keeps a connection that listens. If it breaks or no longer responds, it is replaced, until the subscription is closed. */
export function listenOn(
  config: pg.ClientConfig,
  { channel, heard, missed }: { channel: string; heard: (payload: string) => void; missed: () => void },
): Subscription {
  let isClosed = false
  let current: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  void connect()
  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      await current?.end().catch(() => {})
    },
  }

  async function connect(): Promise<void> {
    const client = new pg.Client({ ...config, query_timeout: patience })
    let isOver = false
    const again = () => {
      if (isOver) return
      isOver = true
      client.end().catch(() => {})
      clearTimeout(timer)
      if (!isClosed) timer = setTimeout(connect, pause)
    }
    client.on('error', again)
    client.on('end', again)
    client.on('notification', ({ payload }) => heard(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${client.escapeIdentifier(channel)}`)
    } catch {
      again()
      return
    }
    if (isClosed) {
      await client.end().catch(() => {})
      return
    }
    current = client
    missed()
    const look = () => {
      timer = setTimeout(() => client.query('select 1').then(look, again), lookEvery)
    }
    look()
  }
}
