import { expect, test } from 'vitest'
import { parseXml } from './xml.ts'

const textOf = (content: string) => parseXml(Buffer.from(`<a x="${content}">${content}</a>`), 'a')

test.each([
  ['caf&#233;', 'café'],
  ['caf&#xE9; &#x1f600;', 'café 😀'],
  ['one&#xA;two', 'one\ntwo'],
  ['&lt;b&gt; &amp;amp; &quot;&apos;', `<b> &amp; "'`],
])('characters that are told by number or name are themselves: %s', (content, text) => {
  expect([textOf(content).text(), textOf(content).attribute('x')]).toEqual([text, text])
})

test.each(['g&#0;', 'g&#x1F;', 'g&#xD800;', 'g&#xFFFE;', 'g&#x110000;', 'g&#99999999999999999999;', 'g&nbsp;'])(
  'what is no character in XML stays as it was written, and is not left out: %s',
  (content) => {
    expect(textOf(content).text()).toBe(content)
  },
)

test('in a section of characters nothing is told by number', () => {
  expect(parseXml(Buffer.from('<a><![CDATA[&#233;&lt;]]></a>'), 'a').text()).toBe('&#233;&lt;')
})
