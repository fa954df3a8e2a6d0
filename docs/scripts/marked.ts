import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

/** The part of a README between `<!-- name -->` and `<!-- /name -->`: a table that tests compare with the code. */
export function marked(readme: string, name: string): string {
  const text = readFileSync(join(root, readme), 'utf8')
  const [, part] = new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)<!-- /${name} -->`).exec(text) ?? []
  if (part === undefined) throw new Error(`${readme} marks no ${name}`)
  return part.trim()
}

/** A README with each marked part replaced by the text that the given function returns for its name. */
export const withoutMarked = (text: string, told: (name: string) => string): string =>
  text.replace(/<!-- (\w+) -->\n[\s\S]*?<!-- \/\1 -->/g, (_, name: string) => told(name))
