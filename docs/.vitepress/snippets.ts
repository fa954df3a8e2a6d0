import { readFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { docs } from './pages.ts'

/** A page with every imported snippet included as a code block. @throws {Error} a file or region does not exist */
export const withSnippets = (text: string, page: string): string =>
  text.replace(
    /^( *)<<< (\S+?)(?:#([\w-]+))?(?:\s*\{(.*?)\})?(?: *\[.*\])?$/gm,
    (_, indent: string, path: string, region?: string, given?: string) => {
      const file = path.startsWith('@/') ? join(docs, path.slice(2)) : resolve(docs, page, '..', path)
      const language = given?.match(/[a-z]+/)?.[0] ?? extname(file).slice(1)
      const code = region === undefined ? readFileSync(file, 'utf8') : regionOf(readFileSync(file, 'utf8'), region, file)
      const block = `\`\`\`${language}\n${withoutMarks(code).trimEnd()}\n\`\`\``
      return block.replaceAll(/^/gm, indent)
    },
  )

/** The text between `#region name` and its end, without the common indentation. */
function regionOf(text: string, name: string, file: string): string {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => new RegExp(`#region ${name}\\s*$`).test(line))
  const end = lines.findIndex((line, at) => at > start && new RegExp(`#endregion(?: ${name})?\\s*$`).test(line))
  if (start === -1 || end === -1) throw new Error(`${file} has no region ${name}`)
  const inside = lines.slice(start + 1, end)
  const indent = Math.min(...inside.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return inside.map((line) => line.slice(indent)).join('\n')
}

const withoutMarks = (code: string): string => code.replaceAll(/^.*#(?:end)?region\b.*\n?/gm, '')
