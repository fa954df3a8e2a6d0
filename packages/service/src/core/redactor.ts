/** Takes secrets out of texts. */
export interface Redactor {
  /** From now on no text shows it, in any form in which it is sent. What has fewer than four characters is shown: it would hide parts of words. */
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
      // The longest first: one may be part of another.
      for (const form of [...forms].sort((a, b) => b.length - a.length)) left = left.replaceAll(form, '…')
      return left
    },
  }
}

/** As it is, in an address, in a JSON text, and as what Basic credentials are made of. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret.toWellFormed()),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
  Buffer.from(`token:${secret}`).toString('base64'),
]
