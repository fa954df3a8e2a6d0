import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createEmulator,
  defaultWorkspaces,
  type Emulator,
  type PackageFixture,
  realClock,
  type WorkspaceSeed,
} from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { createConformance } from '@cloudsmith-sdk/openapi/conformance'
import { afterAll, afterEach, beforeAll, test as everyTest, expect, inject } from 'vitest'
import { type Cli, createCli } from './cli.ts'
import { createRunner, type Runner } from './runner.ts'

/** Seconds of the emulator for one of ours: a synchronisation of five seconds is one that the command line just has to wait for. */
const speed = 20

/** Options of commands that wait for a synchronisation: look again after a second, not after five. */
export const briefly = ['--wait-interval', '0']

const path = inject('cloudsmith')

/** A test of the command line, skipped where that could not be installed. */
export const test: ReturnType<typeof everyTest.skipIf> = everyTest.skipIf(path === undefined)

/** The emulated service, and the command line that speaks with it. */
export interface Service {
  readonly emulator: Emulator
  /** Signed in as an owner of the workspace `acme`. */
  readonly cli: Cli
  /** The home directory of the command line. */
  readonly home: () => string
  /** Writes a file for the command line, and tells its path. Anything but bytes is written as JSON. */
  file(name: string, content: unknown): Promise<string>
  /** Pushes a package and waits until it has synchronised. Returns its `slug_perm`. */
  push(fixture: PackageFixture, options?: readonly string[]): Promise<string>
  /** Lets happen what is under way, and tells the state of a package. */
  settled(identifier: string, repo?: string): Promise<Record<string, unknown>>
}

/**
 * Serves an emulator on loopback for the tests of a file. Every answer is measured against the API description; a test during which one
 * did not conform fails.
 */
export function service(workspaces: readonly WorkspaceSeed[] = defaultWorkspaces): Service {
  const problems: string[] = []
  // The command line pauses for as long as the rate limit asks it to: a generous limit keeps the tests quick.
  const emulator = createEmulator({
    clock: realClock({ speed }),
    workspaces,
    rateLimit: { limit: 1_000_000 },
    observe: ({ operation, status, body }) => {
      problems.push(...conformance({ operation, status, body }))
    },
  })
  let conformance: Awaited<ReturnType<typeof createConformance>>
  let folder = ''
  let url = ''
  let runner: Runner
  let close: () => Promise<void>

  beforeAll(async () => {
    conformance = await createConformance()
    folder = await mkdtemp(join(tmpdir(), 'cloudsmith-interop-home-'))
    const server = await serve(emulator)
    url = server.url
    close = server.close
    if (path !== undefined) runner = createRunner(path)
  })
  afterEach(() => expect(problems.splice(0)).toEqual([]))
  afterAll(async () => {
    runner?.stop()
    await close()
    await rm(folder, { recursive: true, force: true })
  })

  const cli = createCli(() => ({ runner, log: inject('log'), host: url, home: folder, key: 'emulator-admin-key' }))

  async function file(name: string, content: unknown): Promise<string> {
    // Packages of different formats may have the same file name.
    const to = join(await mkdtemp(join(folder, 'file-')), name)
    await writeFile(to, content instanceof Uint8Array ? content : JSON.stringify(content))
    return to
  }

  return {
    emulator,
    cli,
    home: () => folder,
    file,
    async push({ format, filename, bytes, fields, extra }, options = []) {
      const { distribution, ...others } = fields
      const files = Object.entries(extra).map(async ([field, { filename, bytes }]) => [field, await file(filename, bytes)])
      const given = Object.entries({ ...others, ...Object.fromEntries(await Promise.all(files)) })
      const flags = given.map(([field, value]) => `--${field.replaceAll('_', '-')}=${value}`)
      const place = ['acme/dev', distribution].filter(Boolean).join('/')
      const pushed = await cli.item(['push', format, place, await file(filename, bytes), ...flags, ...briefly, ...options])
      expect(pushed).toMatchObject({ status: 'OK', slug: expect.any(String) })
      return pushed.slug_perm
    },
    async settled(identifier, repo = 'dev') {
      await emulator.settle()
      const headers = { 'X-Api-Key': 'emulator-admin-key' }
      return (await (await fetch(`${url}/packages/acme/${repo}/${identifier}/`, { headers })).json()) as Record<string, unknown>
    },
  }
}
