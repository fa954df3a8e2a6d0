import type { Named } from './names.ts'

/** Formats whose clients also use the repositories of the operating system, and Helm, whose charts contain their dependencies. */
const besides: readonly string[] = ['alpine', 'deb', 'helm', 'rpm']

/** Names that come with the runtime of a format. */
const runtimes: Readonly<Record<string, RegExp>> = {
  composer: /^(?:php(?:-.+)?|hhvm|(?:ext|lib)-.+|composer(?:-.+)?)$/,
  conda: /^__/,
  cran: /^(?:R|base|compiler|datasets|graphics|grDevices|grid|methods|parallel|splines|stats|stats4|tcltk|tools|utils)$/,
  dart: /^(?:flutter(?:_.+)?|sky_engine)$/,
  luarocks: /^lua(?:jit)?$/,
  vsx: /^vscode\./,
}

/** Whether a client may well get a package from elsewhere, so that its absence from the repositories means nothing. */
export const mayBeElsewhere = ({ format, name }: Named): boolean =>
  besides.includes(format) || (Object.hasOwn(runtimes, format) && runtimes[format]?.test(name) === true)
