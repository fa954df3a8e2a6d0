import { expect, test } from 'vitest'
import { linksIn } from './html-links.ts'

test.each([
  ['quotes of both kinds, and none', `<a href="a">1</a><a href='b'>2</a><a href=c>3</a>`, ['a', 'b', 'c']],
  ['letters of any size, and spaces', `<A\n  HREF = "a"  >`, ['a']],
  ['characters by name', '<a href="a?b=1&amp;c=2">', ['a?b=1&c=2']],
  ['a sign that ends no tag within quotes', '<a title=">" href="a">', ['a']],
  ['a name twice: the first counts', '<a href="a" href="b">', ['a']],
  ['other elements', '<abbr href="x"><area href="y"><a>', []],
  ['what breaks off', '<a href="a', ['"a']],
])('links are read with %s', (_, html, expected) => {
  expect(linksIn(html).map(({ href }) => href)).toEqual(expected)
})
