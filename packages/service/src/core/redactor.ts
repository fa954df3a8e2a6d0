/** Removes secrets from texts. */
export interface Redactor {
  /**
   * Hides a secret from now on, in every form in which it is sent. Secrets of fewer than four characters are not hidden, because they would match
   * parts of words.
   */
  hide(secret: string): void
  redact(text: string): string
}

const shortest = 4

/** Makes a redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const forms = new Set<string>()
  return {
    hide(secret) {
      if (secret.length < shortest) return
      for (const form of formsOf(secret)) forms.add(form)
    },
    redact(text) {
      let left = text
      // Longest first, because one secret may contain another.
      for (const form of [...forms].sort((a, b) => b.length - a.length)) left = left.replaceAll(form, '…')
      return left
    },
  }
}

/** The plain form, URL-encoded, JSON-escaped, and base64-encoded for Basic authentication. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret.toWellFormed()),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
  Buffer.from(`token:${secret}`).toString('base64'),
]
