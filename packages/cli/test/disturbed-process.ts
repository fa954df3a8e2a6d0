import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { createEmulator, defaultWorkspaces, type Emulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { onTestFinished } from 'vitest'
import { pipelineYaml } from './story.ts'

/** The program as it is built. */
const main = join(import.meta.dirname, '..', 'dist', 'main.js')

/** When a request is disturbed: before the service has acted on it, or after, so that its answer is lost. */
export type Moment = 'before' | 'after'

/** A request of the service's own API that has come to the door: the first is 1. */
export interface Coming {
  readonly number: number
  readonly method: string
  readonly path: string
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the program and waits for its end. `started` is given the process at once. */
export interface Processes {
  readonly emulator: Emulator
  readonly folder: string
  run(argv: readonly string[], started?: (child: ReturnType<typeof spawn>) => void): Promise<Ended>
  /** Has something done at requests, while they are held at the door. An answer is lost where the one who asked has left. */
  disturb(act: ((coming: Coming, moment: Moment) => void | Promise<void>) | undefined): void
  /** Requests that came since this was asked last. */
  came(): readonly Coming[]
}

const neighbour = {
  slug: 'globex',
  accounts: [{ slug: 'importer', key: 'their-key', role: 'Owner' as const }],
  repositories: ['inbox'],
}

/**
 * A workspace behind a door at which requests can be held, and a folder with its pipeline. Time passes fast.
 *
 * @param program its main file. Default: as it is built
 */
export async function processes(program: string = main): Promise<Processes> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-'))
  const emulator = createEmulator({ clock: realClock({ speed: 2_000 }), workspaces: [...defaultWorkspaces, neighbour] })
  let act: Parameters<Processes['disturb']>[0]
  let coming: Coming[] = []
  const door = createServer(async (incoming, answer) => {
    const { method = 'GET', url: path = '/', headers } = incoming
    // A process whose time is up leaves in the middle of things.
    answer.on('error', () => {})
    const isControl = path.startsWith('/_emulator/')
    const here = { number: coming.length + 1, method, path }
    if (!isControl) coming.push(here)
    const body = await buffer(incoming).catch(() => undefined)
    if (body === undefined) return
    if (!isControl) await act?.(here, 'before')
    if (answer.destroyed) return
    const forwarded = send(new URL(path, url), { method, headers }, async (reply) => {
      const content = await buffer(reply)
      if (!isControl) await act?.(here, 'after')
      answer.writeHead(reply.statusCode ?? 500, reply.headers)
      answer.end(content)
    })
    forwarded.end(body)
  })
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening))
  const publicUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  const { url, close } = await serve(emulator, { publicUrl })
  onTestFinished(async () => {
    door.closeAllConnections()
    door.close()
    await close()
    await rm(folder, { recursive: true, force: true })
  })
  await writeFile(join(folder, 'cloudsmith.pipeline.yaml'), pipelineYaml)
  await writeFile(
    join(folder, 'credentials.ini'),
    '[default]\napi_key = ours-of-the-file\n\n[profile:globex]\napi_key = their-key\n',
  )
  return {
    emulator,
    folder,
    async run(argv, started) {
      const child = spawn(process.execPath, [program, ...argv], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          CLOUDSMITH_API_HOST: publicUrl,
          CLOUDSMITH_API_KEY: 'emulator-admin-key',
          // An hour of this world's passes while a busy machine starts a process.
          CLOUDSMITH_PROMOTE_TIMEOUT: '10d',
          NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        },
      })
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      started?.(child)
      const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
      return { code, stdout, stderr }
    },
    disturb(next) {
      act = next
    },
    came() {
      const all = coming
      coming = []
      return all
    },
  }
}
