/** How something stands: it is well; it goes on; it waits for people; it went wrong; it needs nobody. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'calm'

/** Words of plans, runs, packages and holdings that have a tone. What is not here is calm. */
const tones: Readonly<Record<string, Tone>> = {
  ...{ ready: 'busy', applying: 'busy', running: 'busy', promote: 'busy' },
  ...{ approval: 'warn', 'needs approval': 'warn', paused: 'warn', compensated: 'warn', interrupted: 'warn' },
  ...{ done: 'good', succeeded: 'good', promoted: 'good', ok: 'good', undone: 'good', 'already there': 'good' },
  ...{ failed: 'bad', blocked: 'bad', conflict: 'bad', 'needs a human': 'bad', refused: 'bad' },
  ...{ quarantined: 'bad', vulnerable: 'bad', malware: 'bad', 'policy violated': 'bad', 'scan failed': 'bad' },
  ...{ critical: 'bad', high: 'bad', medium: 'warn' },
}

/** The tone of a word. */
export const toneOf = (word: string): Tone => tones[word.toLowerCase()] ?? 'calm'

/** States of plans in words, where the service's own do not tell enough. */
const planWords: Readonly<Record<string, string>> = { approval: 'needs approval', applying: 'running' }

/** The state of a plan as people call it. */
export const planWord = (state: string): string => planWords[state] ?? state
