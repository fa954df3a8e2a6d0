import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The README, which tests run. */
export const readme = await readFile(join(import.meta.dirname, '..', 'README.md'), 'utf8')

/** Blocks of code of a language, below a heading where one is named. */
export function blocksOf(language: string, heading?: string): readonly string[] {
  const text = heading === undefined ? readme : below(heading)
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, 'g'))].map(([, block = '']) => block)
}

/** The first five minutes: what somebody types, line by line, and the file that they begin with. */
export const firstFiveMinutes = {
  seed: blocksOf('yaml', '## Start in five minutes')[0] ?? '',
  lines: blocksOf('sh', '## Start in five minutes').flatMap((block) => block.split('\n').filter(Boolean)),
}

/** Up to the next heading of the same level or a higher one. @throws {Error} there is no such heading */
function below(heading: string): string {
  const [, text] = readme.split(`\n${heading}\n`)
  if (text === undefined) throw new Error(`The README has no ${heading}.`)
  return text.split(new RegExp(`^#{1,${heading.indexOf(' ')}} `, 'm'))[0] ?? ''
}

/** The commands of blocks for shells, each as its arguments. Variables stand in double quotes. */
export const commandsIn = (
  blocks: readonly string[],
  env: Readonly<Record<string, string>> = {},
): readonly (readonly string[])[] =>
  blocks
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('cloudsmith-promote '))
    .map((line) =>
      [...line.matchAll(/"([^"]*)"|(\S+)/g)]
        .slice(1)
        .map(([, quoted, plain = '']) => quoted?.replace(/\$(\w+)/g, (_, name: string) => env[name] ?? '') ?? plain),
    )
