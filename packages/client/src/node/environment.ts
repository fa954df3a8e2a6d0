import { homedir } from 'node:os'

/** What of the machine the search looks at. Everything can be given, for tests. */
export interface Machine {
  /** Variables. Default: those of the process. */
  env?: Readonly<Record<string, string | undefined>> | undefined
  /** The working directory. Default: that of the process. */
  cwd?: string | undefined
  /** The user's home directory. Default: the one the system tells. */
  home?: string | undefined
  /** Which system's folders to look in: `linux`, `darwin`, `win32`. Default: the one this runs on. */
  platform?: string | undefined
}

/** The machine, with the defaults in their places. */
export interface Environment {
  /** A variable without the white space around it; undefined where that leaves nothing. */
  variable(...names: readonly string[]): string | undefined
  /** All of them, for programs that are run. */
  variables: Readonly<Record<string, string | undefined>>
  cwd: string
  home: string
  platform: string
}

/** Fills in what is not given from the process and the system. */
export function environmentOf({ env = process.env, cwd, home, platform }: Machine): Environment {
  return {
    // Read at every look: a system of builds may replace a token while the program runs.
    variable: (...names) => names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== ''),
    variables: env,
    cwd: cwd ?? process.cwd(),
    home: home ?? homedir(),
    platform: platform ?? process.platform,
  }
}

/** Whether a variable says yes, as the vendor's command line understands it. */
export function saysYes(value: string | undefined): boolean {
  return /^(1|true|t|yes|y|on)$/i.test(value ?? '')
}
