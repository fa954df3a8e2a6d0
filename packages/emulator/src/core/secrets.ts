/** Names of headers, fields and parameters whose values are secret. */
const secretName =
  /token|secret|passw|passphrase|private-?_?key|certificate_key|credential|cookie|signature|authorization|api-?_?key|^key$/i

/** Exceptions: webhook signatures give no access, and are often what is being debugged. */
const openNames: ReadonlySet<string> = new Set(['x-cloudsmith-signature', 'www-authenticate'])

/** Replaces a secret. */
const masked = '…'

/** A parameter in a URL or a form. */
const parameter = /([?&\n]|^)([\w.-]{1,60})=[^&#\s"'<>]*/g

/** A JSON field with a string; one that is cut off ends where the text does. */
const field = /"([\w.-]{1,60})"(\s{0,20}:\s{0,20})"(?:[^"\\]|\\.)*"?/g

/** User name and password in a URL. */
const userInfo = /:\/\/[^/\s"'@]{1,500}@/g

/** Whether values of this name are secret and must not be shown. */
export const isSecret = (name: string): boolean => secretName.test(name) && !openNames.has(name.toLowerCase())

/** Masks the secrets in a text: values of JSON fields and parameters, and passwords in URLs. */
export function withoutSecrets(text: string): string {
  return text
    .replace(field, (whole, name: string, colon: string) => (isSecret(name) ? `"${name}"${colon}"${masked}"` : whole))
    .replace(parameter, (whole, before: string, name: string) => (isSecret(name) ? `${before}${name}=${masked}` : whole))
    .replace(userInfo, `://${masked}@`)
}

/** Masks secret headers; the scheme of a credential is kept. */
export function headersWithoutSecrets(headers: Iterable<readonly [name: string, value: string]>): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => {
      if (!isSecret(name)) return [name, withoutSecrets(value)]
      const [, scheme = ''] = /^(\w{1,20}) ./.exec(value) ?? []
      return [name, scheme === '' ? masked : `${scheme} ${masked}`]
    }),
  )
}
