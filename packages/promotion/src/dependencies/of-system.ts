import type { Named } from './names.ts'

/** Formats whose clients have the operating system's own repositories beside ours, and charts, which carry with them what they need. */
const besides: readonly string[] = ['alpine', 'deb', 'helm', 'rpm']

/** Names that come with what runs the packages of a format. */
const runtimes: Readonly<Record<string, RegExp>> = {
  composer: /^(?:php(?:-.+)?|hhvm|(?:ext|lib)-.+|composer(?:-.+)?)$/,
  conda: /^__/,
  cran: /^(?:R|base|compiler|datasets|graphics|grDevices|grid|methods|parallel|splines|stats|stats4|tcltk|tools|utils)$/,
  dart: /^(?:flutter(?:_.+)?|sky_engine)$/,
  luarocks: /^lua(?:jit)?$/,
  vsx: /^vscode\./,
}

/** Whether a client may well have a package that no repository of ours knows, so that its absence says nothing. */
export const mayBeElsewhere = ({ format, name }: Named): boolean =>
  besides.includes(format) || (Object.hasOwn(runtimes, format) && runtimes[format]?.test(name) === true)
