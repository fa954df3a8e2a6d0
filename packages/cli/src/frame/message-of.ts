/** Replaces names of options in messages of the engine and client with those of flags and variables. */
const words: readonly (readonly [said: RegExp, told: string])[] = [
  [/Set allowEmpty if that is intended/, 'Pass --allow-empty if that is intended'],
  [/or set all to select all of them/, 'or append ?all=true to select all of them'],
  [/readPlan of @cloudsmith-sdk\/promotion\/documents says/, 'show says'],
  [/ Set allowInsecureHttp if that is intended\./, ''],
  [/: set trustedHosts: \["[^"[]*"\] if it may receive the credential\./, '.'],
  [/, pass \{ apiKey \},/, ''],
  [/ Raise timeout if the service needs longer\./, ''],
  [/Raise timeout, or check again later\./, 'Wait longer with --timeout, or check again later.'],
  [/\bbaseUrl\b/g, 'CLOUDSMITH_API_HOST'],
]

/** Advice by the name of the error, for errors whose messages give none. */
const remedies: Readonly<Record<string, string>> = {
  ServerError: 'Try again later: running the same command again continues where it stopped.',
  TimeoutError: 'Try again later: running the same command again continues where it stopped.',
  ConnectionError:
    'Check the network and CLOUDSMITH_API_HOST, and try again: running the same command again continues where it stopped.',
  PermissionError: 'Run doctor to see what this credential may do, or choose another one with --profile.',
}

/** Maximum number of lines, and of characters per line: a message may quote a whole file. */
const [mostLines, longestLine] = [50, 2_000]

function bounded(text: string): string {
  // The rest is not even split into lines.
  const lines = text.slice(0, mostLines * (longestLine + 1)).split('\n')
  const kept = lines.slice(0, mostLines).map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line))
  return [...kept, ...(lines.length > mostLines ? ['…'] : [])].join('\n')
}

/** The message of an error in the terms of the command line, with advice. Very long messages are truncated. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return bounded(String(error))
  const told = words.reduce((text, [said, word]) => text.replace(said, word), bounded(error.message))
  const remedy = remedies[error.name]
  return remedy === undefined ? told : `${told.replace(/(?<![.!?…])$/, '.')} ${remedy}`
}
