/** Names of headers, fields and parameters whose values give access. */
const secretName =
  /token|secret|passw|passphrase|private-?_?key|certificate_key|credential|cookie|signature|authorization|api-?_?key|^key$/i

/** Signatures of webhooks give no access, and are what one looks for. */
const openNames: ReadonlySet<string> = new Set(['x-cloudsmith-signature', 'www-authenticate'])

/** What stands where a secret was. */
const masked = '…'

/** A parameter in an address or a form. */
const parameter = /([?&\n]|^)([\w.-]{1,60})=[^&#\s"'<>]*/g

/** A field of JSON with a text; one that is cut off ends where the text does. */
const field = /"([\w.-]{1,60})"(\s{0,20}:\s{0,20})"(?:[^"\\]|\\.)*"?/g

/** User and password in an address. */
const userInfo = /:\/\/[^/\s"'@]{1,500}@/g

/** Whether what goes by a name gives access, and is not to be shown. */
export const isSecret = (name: string): boolean => secretName.test(name) && !openNames.has(name.toLowerCase())

/** A text without what gives access: values of JSON fields and of parameters, and passwords in addresses. */
export function withoutSecrets(text: string): string {
  return text
    .replace(field, (whole, name: string, colon: string) => (isSecret(name) ? `"${name}"${colon}"${masked}"` : whole))
    .replace(parameter, (whole, before: string, name: string) => (isSecret(name) ? `${before}${name}=${masked}` : whole))
    .replace(userInfo, `://${masked}@`)
}

/** Headers without what gives access; of a credential, its scheme is left. */
export function headersWithoutSecrets(headers: Iterable<readonly [name: string, value: string]>): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => {
      if (!isSecret(name)) return [name, withoutSecrets(value)]
      const [, scheme = ''] = /^(\w{1,20}) ./.exec(value) ?? []
      return [name, scheme === '' ? masked : `${scheme} ${masked}`]
    }),
  )
}
