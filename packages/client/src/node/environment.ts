import { homedir } from 'node:os'

/** The parts of the machine that the search uses. All of them can be replaced, for example in tests. */
export interface Machine {
  /** Environment variables. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>> | undefined
  /** Working directory. Default: `process.cwd()`. */
  cwd?: string | undefined
  /** The user's home directory. Default: `os.homedir()`. */
  home?: string | undefined
  /** Platform whose folders are searched: `linux`, `darwin` or `win32`. Default: `process.platform`. */
  platform?: string | undefined
}

/** The machine, with all defaults filled in. */
export interface Environment {
  /** The first of these environment variables that is not empty, trimmed; undefined if none is. */
  variable(...names: readonly string[]): string | undefined
  /** All environment variables, for child processes. */
  variables: Readonly<Record<string, string | undefined>>
  cwd: string
  home: string
  platform: string
}

/** Fills in what is not given from the process and the system. */
export function environmentOf({ env = process.env, cwd, home, platform }: Machine): Environment {
  return {
    // Read anew every time: a CI system may replace a token while the program runs.
    variable: (...names) => names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== ''),
    variables: env,
    cwd: cwd ?? process.cwd(),
    home: home ?? homedir(),
    platform: platform ?? process.platform,
  }
}

/** Whether the value of a variable means yes, as interpreted by the vendor's command line. */
export function saysYes(value: string | undefined): boolean {
  return /^(1|true|t|yes|y|on)$/i.test(value ?? '')
}
