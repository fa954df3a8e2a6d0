const prefix = 'cloudsmith-emulator:'

/** A setting that is stored in this browser; empty if there is none, or the browser stores nothing. */
export function kept(name: string): string {
  try {
    return localStorage.getItem(prefix + name) ?? ''
  } catch {
    return ''
  }
}

/** Stores a setting, if the browser allows that. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value)
  } catch {
    // Then it lasts as long as the page is open.
  }
}
