import { describeError } from './errors.ts'
import type { Redactor } from './redactor.ts'

/** Log levels in ascending order. */
export const levels = ['debug', 'info', 'warn', 'error'] as const

/** A log level. */
export type Level = (typeof levels)[number]

/** Further fields of a log line: plain values, and an error in `error`. */
export type Fields = Readonly<Record<string, unknown>>

/** Writes log lines as JSON, without secrets. */
export interface Log extends Readonly<Record<Level, (message: string, fields?: Fields) => void>> {
  /** Makes a log that adds these fields to every line. */
  with(fields: Fields): Log
}

/** Options of {@link createLog}. */
export interface LogOptions {
  /** Receives each line with its line break. */
  readonly write: (line: string) => unknown
  readonly redactor: Redactor
  /** The lowest level that is written. Default: `info`. */
  readonly level?: Level | undefined
  /** The current time in milliseconds since 1970. Default: the machine's. */
  readonly now?: (() => number) | undefined
}

/** Makes a log. */
export function createLog({ write, redactor, level = 'info', now = Date.now }: LogOptions, common: Fields = {}): Log {
  const line = (at: Level) => (message: string, fields?: Fields) => {
    if (levels.indexOf(at) < levels.indexOf(level)) return
    const { error, ...rest } = { ...common, ...fields } as Fields & { error?: unknown }
    const told = error === undefined ? {} : { error: describeError(error) }
    const entry = { time: new Date(now()).toISOString(), level: at, message, ...rest, ...told }
    write(`${redactor.redact(JSON.stringify(entry))}\n`)
  }
  return {
    ...{ debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    with: (fields) => createLog({ write, redactor, level, now }, { ...common, ...fields }),
  }
}

/** A log that writes nothing. */
export const silentLog: Log = {
  ...{ debug() {}, info() {}, warn() {}, error() {} },
  with: () => silentLog,
}
