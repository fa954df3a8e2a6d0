import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/**
 * The part of Redis that the store needs, with the real protocol, so that real clients can use it: `GET`, `SET` with `NX` and `PX`, and
 * the one script. Other commands that clients send when they connect are answered with an error, as by an older server.
 */
export async function listenAsRedis(path: string): Promise<Server> {
  const values = new Map<string, { value: string; until: number }>()

  const get = (key = ''): string | undefined => {
    const found = values.get(key)
    if (found !== undefined && found.until > Date.now()) return found.value
    values.delete(key)
    return undefined
  }

  function answer([command = '', ...words]: string[]): string {
    const [key = '', value = '', ...options] = words
    switch (command.toUpperCase()) {
      case 'GET':
        return bulk(get(key))
      case 'SET': {
        if (options.includes('NX') && get(key) !== undefined) return bulk(undefined)
        values.set(key, { value, until: Date.now() + Number(options[options.indexOf('PX') + 1]) })
        return '+OK\r\n'
      }
      case 'EVAL': {
        const [holder = '', expected] = options
        return get(holder) === expected && values.delete(holder) ? ':1\r\n' : ':0\r\n'
      }
      case 'HELLO':
        return '%0\r\n'
      default:
        return `-ERR unknown command '${command}'\r\n`
    }
  }

  const server = createServer((socket) => {
    let received = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      for (;;) {
        const read = readCommand(received)
        if (read === undefined) return
        received = received.subarray(read.length)
        socket.write(answer(read.words))
      }
    })
  }).listen(path)
  await once(server, 'listening')
  return server
}

function bulk(value: string | undefined): string {
  return value === undefined ? '$-1\r\n' : `$${Buffer.byteLength(value)}\r\n${value}\r\n`
}

/** The first complete command: a list of counted strings, `*2\r\n$3\r\nGET\r\n$1\r\na\r\n`. */
function readCommand(bytes: Buffer): { words: string[]; length: number } | undefined {
  let at = 0
  const line = () => {
    const end = bytes.indexOf('\r\n', at)
    const text = end < 0 ? undefined : bytes.toString('utf8', at + 1, end)
    at = end + 2
    return text
  }
  const count = line()
  if (count === undefined) return undefined
  const words: string[] = []
  for (let word = 0; word < Number(count); word++) {
    const length = line()
    if (length === undefined || bytes.length < at + Number(length) + 2) return undefined
    words.push(bytes.toString('utf8', at, at + Number(length)))
    at += Number(length) + 2
  }
  return { words, length: at }
}
