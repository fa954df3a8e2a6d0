import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const main = join(dirname(createRequire(import.meta.url).resolve('@cloudsmith-sdk/service/package.json')), 'dist', 'main.js')

/** Key of the webhooks. */
export const webhookKey = 'a key of the webhook'

/** The service in a process. */
export interface Served {
  readonly child: ChildProcess
  readonly url: string
  end(): Promise<void>
}

/** Starts the service as its users do; resolves when it answers. */
export async function startServed(folder: string, config: string, env: Readonly<Record<string, string>>): Promise<Served> {
  const child = spawn(process.execPath, [main, '--config', config, '--port', '0', '--log-level', 'error'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CLOUDSMITH_API_KEY: 'emulator-admin-key', WEBHOOK_KEY: webhookKey, ...env },
  })
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the service ended with ${code}`))),
  ])) as [Buffer]
  return {
    ...{ child, url: line.toString().trim() },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
