/** The tone of a state: it is well; it is in progress; it waits for people; it has failed; it needs nobody. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'calm'

/** Tones of the states of plans, runs, packages and holdings. All others are calm. */
const tones: Readonly<Record<string, Tone>> = {
  ...{ ready: 'busy', applying: 'busy', running: 'busy', promote: 'busy' },
  ...{ approval: 'warn', 'needs approval': 'warn', paused: 'warn', compensated: 'warn', interrupted: 'warn' },
  ...{ done: 'good', succeeded: 'good', promoted: 'good', ok: 'good', undone: 'good', 'already there': 'good' },
  ...{ failed: 'bad', blocked: 'bad', conflict: 'bad', 'needs a human': 'bad', refused: 'bad' },
  ...{ quarantined: 'bad', vulnerable: 'bad', malware: 'bad', 'policy violated': 'bad', 'scan failed': 'bad' },
  ...{ critical: 'bad', high: 'bad', medium: 'warn' },
}

/** The tone of a state. */
export const toneOf = (word: string): Tone => tones[word.toLowerCase()] ?? 'calm'

/** Display names of states of plans, where the service's own are not clear enough. */
const planWords: Readonly<Record<string, string>> = { approval: 'needs approval', applying: 'running' }

/** The display name of a plan's state. */
export const planWord = (state: string): string => planWords[state] ?? state
