import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { withoutMarked } from './marked.ts'
import type { Page } from './page.ts'
import { root } from './root.ts'

/** The order in which most people meet them. */
const order = ['client', 'promotion', 'cli', 'webhooks', 'emulator', 'service']

/** The README of each published package, as a page of the site. */
export function packagePages(): Page[] {
  return globSync('packages/*/README.md', { cwd: root }).map((readme) => {
    const folder = dirname(readme).replaceAll('\\', '/')
    const name = basename(folder)
    const { description } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { description: string }
    const text = readFileSync(join(root, readme), 'utf8')
    return {
      path: `packages/${name}.md`,
      data: { title: name, description, order: order.indexOf(name) },
      text: withoutMarked(
        fromElsewhere(text, folder, 'docs/packages'),
        (what) => `See [the list of ${what}](../reference/${name}.md#${what}) in the reference.`,
      ),
    }
  })
}

/** Rewrites relative links for a page in another folder. */
function fromElsewhere(text: string, from: string, to: string): string {
  return text.replace(/\]\((?![a-z]+:|#|\/)([^)\s]+)\)/g, (_, href: string) => `](${posix.relative(to, posix.join(from, href))})`)
}
