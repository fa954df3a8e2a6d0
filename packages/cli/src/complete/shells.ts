/** Shells that can be taught to complete. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
