import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { built, builtPages, readBuilt } from './built.ts'

const pages = new Map(builtPages().map((path) => [path, readBuilt(path)]))
const ids = new Map([...pages].map(([path, html]) => [path, [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)]))

test('every link within the site leads to a page or a file, and to a place in it that is there', () => {
  const dead = [...pages].flatMap(([path, html]) =>
    [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)]
      .map(([, href = '']) => href)
      .filter((href) => !/^[a-z]+:/.test(href))
      .flatMap((href) => (leads(path, href) ? [] : [`${path}: ${href}`])),
  )
  expect([...new Set(dead)]).toEqual([])
})

test('no page has two places of one name', () => {
  const doubled = [...ids].flatMap(([path, all]) => {
    const twice = all.filter((id, index) => all.indexOf(id) !== index && !id.startsWith('shiki'))
    return twice.length === 0 ? [] : [`${path}: ${[...new Set(twice)].join(', ')}`]
  })
  expect(doubled).toEqual([])
})

function leads(from: string, href: string): boolean {
  const [path = '', hash] = href.split('#')
  const file = path === '' ? from : fileOf(posix.join('/', path.startsWith('/') ? path : posix.join(posix.dirname(from), path)))
  const known = ids.get(file)
  if (known === undefined) return existsSync(join(built, file))
  return hash === undefined || hash === '' || known.includes(decodeURIComponent(hash))
}

const fileOf = (path: string): string => (path.endsWith('/') ? `${path}index.html` : path).slice(1)
