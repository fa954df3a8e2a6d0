import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

/** What stands in a README between `<!-- name -->` and its end: a table that tests hold against the code. */
export function marked(readme: string, name: string): string {
  const text = readFileSync(join(root, readme), 'utf8')
  const [, part] = new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)<!-- /${name} -->`).exec(text) ?? []
  if (part === undefined) throw new Error(`${readme} marks no ${name}`)
  return part.trim()
}

/** A README without what is marked in it, of which the given function says where it is told. */
export const withoutMarked = (text: string, told: (name: string) => string): string =>
  text.replace(/<!-- (\w+) -->\n[\s\S]*?<!-- \/\1 -->/g, (_, name: string) => told(name))
