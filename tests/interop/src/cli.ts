import { execFile } from 'node:child_process'
import { expect } from 'vitest'
import { quiet } from './install.ts'

/** Where the command line is and whom it speaks with. */
export interface CliSettings {
  readonly path: string
  /** Base URL of the API. */
  readonly host: string
  /** The home directory that it sees: a developer's own settings must neither help nor be touched. */
  readonly home: string
  /** API key, or undefined to give none. */
  readonly key: string | undefined
}

/** How a command ended. */
export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Something that the service keeps, as the command line shows it. */
export interface Item {
  readonly slug_perm: string
  readonly [field: string]: unknown
}

/** The JSON that a command prints where it fails. */
export interface Failure {
  /** The exit code: the HTTP status, of which the operating system keeps the lower eight bits. */
  readonly code: number
  readonly detail: string
  readonly meta: Readonly<Record<string, unknown>>
}

/** The vendor's command line. */
export interface Cli {
  /** Runs a command, whatever comes of it. It prints JSON unless its arguments name another format; `environment` goes before the settings. */
  run(args: readonly string[], environment?: Readonly<Record<string, string | undefined>>): Promise<Outcome>
  /** Runs a command that has to succeed, and returns the `data` of its JSON. */
  data(args: readonly string[]): Promise<unknown>
  /** The same where that is one thing, or a list of one. */
  item(args: readonly string[]): Promise<Item>
  /** The same where that is a list. */
  list(args: readonly string[]): Promise<Item[]>
  /** Runs a command that has to succeed but tells nothing in JSON. */
  done(args: readonly string[]): Promise<void>
  /** Runs a command that has to fail. */
  failure(args: readonly string[], environment?: Readonly<Record<string, string | undefined>>): Promise<Failure>
}

/** What a command may take, in milliseconds. */
const patience = 60_000

/** Makes a command line. `settings` is asked before each command. */
export function createCli(settings: () => CliSettings): Cli {
  function run(args: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}): Promise<Outcome> {
    const { path, host, home, key } = settings()
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      APPDATA: home,
      SYSTEMROOT: process.env.SYSTEMROOT,
      PYTHONUTF8: '1',
      CLOUDSMITH_NO_KEYRING: '1',
      CLOUDSMITH_API_HOST: host,
      CLOUDSMITH_API_KEY: key,
      ...quiet,
      ...environment,
    }
    return new Promise((resolve) => {
      const format = args.includes('-F') ? [] : ['-F', 'json']
      execFile(path, [...args, ...format], { cwd: home, env, timeout: patience }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ code, stdout, stderr })
      })
    })
  }

  async function succeed(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await run(args)
    expect(code, `cloudsmith ${args.join(' ')}\n${stdout}${stderr}`).toBe(0)
    return stdout
  }

  async function data(args: readonly string[]): Promise<unknown> {
    // A few commands say in words what they do before they print the JSON, which is always the last line.
    return (JSON.parse((await succeed(args)).trim().split('\n').at(-1) ?? '') as { data: unknown }).data
  }

  async function list(args: readonly string[]): Promise<Item[]> {
    const found = await data(args)
    expect(found).toBeInstanceOf(Array)
    return found as Item[]
  }

  return {
    run,
    data,
    list,
    async item(args) {
      const found = [await data(args)].flat() as Item[]
      expect(found).toHaveLength(1)
      return found[0] as Item
    },
    async done(args) {
      await succeed(args)
    },
    async failure(args, environment) {
      const { code, stdout, stderr } = await run(args, environment)
      expect(code, `cloudsmith ${args.join(' ')}\n${stdout}${stderr}`).not.toBe(0)
      const { detail, meta } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Omit<Failure, 'code'>
      return { code, detail, meta }
    },
  }
}

/** The exit code that the command line makes of an HTTP status. */
export const exitCodeOf = (status: number): number => status % 256
