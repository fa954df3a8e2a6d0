import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What people read first. */
export const readme = await readFile(join(import.meta.dirname, '..', 'README.md'), 'utf8')

/** What the README shows in a language, block by block. */
export const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, 'g'))].map(([, text = '']) => text)

/** The lines that somebody types who follows the first five minutes, in their order. */
export const firstFiveMinutes: readonly string[] = readme
  .slice(readme.indexOf('## The first five minutes'), readme.indexOf('## Commands'))
  .split('```')
  .filter((block) => block.startsWith('sh\n'))
  .flatMap((block) => block.split('\n').slice(1, -1))
