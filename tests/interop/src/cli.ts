import { appendFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { quiet } from './install.ts'
import type { Outcome, Runner } from './runner.ts'

/** What runs the command line, and whom it speaks with. */
export interface CliSettings {
  readonly runner: Runner
  /** The file that every command is written to, with what came of it. */
  readonly log: string
  /** Base URL of the API. */
  readonly host: string
  /** The home directory that it sees: a developer's own settings must neither help nor be touched. */
  readonly home: string
  /** API key, or undefined to give none. */
  readonly key: string | undefined
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

/** What a command is given beside its arguments. */
export interface Given {
  /** Goes before the settings; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** What it reads from its standard input. */
  readonly input?: string
  /** The command has one format of its own: it is not told to print JSON. */
  readonly plain?: boolean
}

/** The vendor's command line. */
export interface Cli {
  /** Runs a command, whatever comes of it. It prints JSON unless its arguments name another format. */
  run(args: readonly string[], given?: Given): Promise<Outcome>
  /** Runs a command that has to succeed, and returns the `data` of its JSON. */
  data(args: readonly string[], given?: Given): Promise<unknown>
  /** The same where that is one thing, or a list of one. */
  item(args: readonly string[], given?: Given): Promise<Item>
  /** The same where that is a list. */
  list(args: readonly string[], given?: Given): Promise<Item[]>
  /** Runs a command that has to succeed but tells nothing in JSON. Returns what it prints. */
  done(args: readonly string[], given?: Given): Promise<string>
  /** Runs a command that has to fail. */
  failure(args: readonly string[], given?: Given): Promise<Failure>
}

/** Makes a command line. `settings` is asked before each command. */
export function createCli(settings: () => CliSettings): Cli {
  async function run(args: readonly string[], { environment = {}, input, plain = false }: Given = {}): Promise<Outcome> {
    const { runner, log, host, home, key } = settings()
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
    const format = plain || args.includes('-F') ? [] : ['-F', 'json']
    const outcome = await runner.run({ args: [...args, ...format], env, cwd: home, input })
    await note(log, args, outcome.code)
    return outcome
  }

  async function succeed(args: readonly string[], given?: Given): Promise<string> {
    const { code, stdout, stderr } = await run(args, given)
    expect(code, `cloudsmith ${args.join(' ')}\n${stdout}${stderr}`).toBe(0)
    return stdout
  }

  async function data(args: readonly string[], given?: Given): Promise<unknown> {
    // A few commands say in words what they do before they print the JSON, which is always the last line.
    return (JSON.parse((await succeed(args, given)).trim().split('\n').at(-1) ?? '') as { data: unknown }).data
  }

  async function list(args: readonly string[], given?: Given): Promise<Item[]> {
    const found = await data(args, given)
    expect(found).toBeInstanceOf(Array)
    return found as Item[]
  }

  return {
    run,
    data,
    list,
    async item(args, given) {
      const found = [await data(args, given)].flat() as Item[]
      expect(found).toHaveLength(1)
      return found[0] as Item
    },
    done: succeed,
    async failure(args, given) {
      const { code, stdout, stderr } = await run(args, given)
      expect(code, `cloudsmith ${args.join(' ')}\n${stdout}${stderr}`).not.toBe(0)
      const { detail, meta } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Omit<Failure, 'code'>
      return { code, detail, meta }
    },
  }
}

/** Writes down that a command was run. */
export function note(log: string, args: readonly string[], code: number | null): Promise<void> {
  return appendFile(log, `${JSON.stringify({ args, code })}\n`)
}

/** The exit code that the command line makes of an HTTP status. */
export const exitCodeOf = (status: number): number => status % 256
