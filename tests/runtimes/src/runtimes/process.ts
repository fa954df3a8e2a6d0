import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Outcome } from '../world.ts'
import type { Receiving } from './runtime.ts'

/** How to start a program that says where it listens, such as `listens 8080` or a URL. */
export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
}

/** Ours say it plainly, Bun with a URL, and workerd in JSON, on a stream of its own. */
const port = /(?:listens |127\.0\.0\.1:|localhost:|"port":)(\d+)/

/** Starts a program that serves stories on a port of this machine. It has nothing of this process's environment. */
export async function startProcess({ command, args, cwd }: Program): Promise<Receiving> {
  const child = spawn(command, args, { cwd, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const found = await new Promise<string>((resolve, reject) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr, child.stdio[3]]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk
        const [, digits] = port.exec(said) ?? []
        if (digits !== undefined) resolve(digits)
      })
    }
    child.once('error', reject)
    void ended.then(() => reject(new Error(`${command} ended:\n${said}`)))
  })
  const url = `http://127.0.0.1:${found}`
  return {
    receiver: `${url}/cloudsmith`,
    async tell(title, world) {
      const response = await fetch(`${url}/`, { method: 'POST', body: JSON.stringify({ title, world }) })
      return (await response.json()) as Outcome
    },
    received: async () => (await (await fetch(`${url}/`)).json()) as string[],
    async close() {
      child.kill()
      await ended
    },
  }
}
