/** What is not tried against the emulator, and why: commands by their words, options by the first word of their command. */
export const untried: Readonly<Record<string, string>> = {
  ...because('signs in at a provider of identity, in a browser', [
    'authenticate',
    'authenticate --force',
    'authenticate --json',
    'authenticate --no-browser',
    'authenticate --request-api-key',
    'authenticate --save-config',
    'authenticate --token',
  ]),
  ...because('opens a browser', ['docs']),
  ...because('replaces the installed program by a newer one', ['update', 'update --yes']),
  ...because('compares with a field that packages do not have, so that it finds none', ['download --arch', 'download --os']),
}

function because(reason: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, reason]))
}
