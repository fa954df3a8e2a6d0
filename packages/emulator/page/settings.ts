const prefix = 'cloudsmith-emulator:'

/** What the user has chosen in this browser; empty where nothing was, or the browser keeps nothing. */
export function kept(name: string): string {
  try {
    return localStorage.getItem(prefix + name) ?? ''
  } catch {
    return ''
  }
}

/** Remembers a choice, where the browser keeps any. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value)
  } catch {
    // It holds as long as the page is open.
  }
}
