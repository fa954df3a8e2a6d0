import { requireFewValues } from '../../files/few-values.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** Returns a field of a control file by name, ignoring case; undefined if it is missing or empty. */
export type Control = (name: string) => string | undefined

/**
 * Parses a control file like dpkg: one block of `Name: value` lines; lines that start with a space continue the value.
 *
 * @param what the name for messages
 * @throws {UnreadableError} if dpkg would refuse it: duplicate fields, invalid lines, a second block
 * @see https://man7.org/linux/man-pages/man5/deb-control.5.html
 */
export function parseControl(text: string, what: string): Control {
  requireFewValues(text, 'lists', what)
  const [block = '', ...rest] = text.replaceAll('\r\n', '\n').replace(/^\n+/, '').split(/\n\n+/)
  if (rest.some((more) => more !== '')) throw new UnreadableError(`${what} has more than one block of fields`)
  const fields = new Map<string, string>()
  let current = ''
  for (const line of block.replace(/\n$/, '').split('\n')) {
    const [, name = '', value = ''] = /^([^\s:-][^\s:]*)[ \t]*:(.*)$/.exec(line) ?? []
    if (/^[ \t]+\S/.test(line) && current !== '') fields.set(current, `${fields.get(current)}\n${line}`)
    else if (name === '')
      throw new UnreadableError(`${what} has a line that is not a field: ${JSON.stringify(line.slice(0, 80))}`)
    else if (fields.has(name.toLowerCase())) throw new UnreadableError(`${what} has the field ${name} twice`)
    else {
      current = name.toLowerCase()
      fields.set(current, value.trim())
    }
  }
  return (name) => fields.get(name.toLowerCase()) || undefined
}
