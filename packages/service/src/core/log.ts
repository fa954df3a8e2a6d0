import { describeError } from './errors.ts'
import type { Redactor } from './redactor.ts'

/** How much a line matters, from the least on. */
export const levels = ['debug', 'info', 'warn', 'error'] as const

/** How much a line matters. */
export type Level = (typeof levels)[number]

/** What a line tells beside its message: plain values, and an error in `error`. */
export type Fields = Readonly<Record<string, unknown>>

/** Writes down what happens, a line of JSON each, without secrets. */
export interface Log extends Readonly<Record<Level, (message: string, fields?: Fields) => void>> {
  /** A log whose lines all have these fields too. */
  with(fields: Fields): Log
}

/** Options of {@link createLog}. */
export interface LogOptions {
  /** Takes a line with its end. */
  readonly write: (line: string) => unknown
  readonly redactor: Redactor
  /** What matters less is left out. Default: `info`. */
  readonly level?: Level | undefined
  /** Default: the machine's time. */
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

/** A log that nobody reads. */
export const silentLog: Log = {
  ...{ debug() {}, info() {}, warn() {}, error() {} },
  with: () => silentLog,
}
