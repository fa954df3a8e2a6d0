import { expect, test } from 'vitest'
import { exampleEvent } from './example-event.ts'
import { createRenderer } from './handlebars.ts'
import { helpers } from './helpers.ts'

const event = exampleEvent('package.tags_updated', { name: 'left & "pad"', size: 7, tags: {} })
const render = await createRenderer({ escape: false })

const table: [template: string, rendered: string][] = [
  ['neg data.size', '-7'],
  ['neg "2.5"', '-2.5'],
  ['not data.size', 'false'],
  ['not context.old_tags', 'true'],
  ['truth context.new_tags', 'true'],
  ['truth context.old_tags', 'false'],
  ['truth ""', 'false'],
  ['tojson context.new_tags', '["release"]'],
  ['tojson data.name', '"left & \\"pad\\""'],
  ['tojson data.nothing', 'null'],
  ['add data.size 1', '8'],
  ['add "1" 2', '3'],
  ['sub 1 2', '-1'],
  ['mul 3 4', '12'],
  ['div 7 2', '3.5'],
  ['floordiv 7 2', '3'],
  ['floordiv -7 2', '-4'],
  ['mod 7 3', '1'],
  ['mod -7 3', '2'],
  ['mod 7 -3', '-2'],
  ['concat data.version "!"', '1.3.0!'],
  ['concat data.nothing data.size', '7'],
  ['and true 1', 'true'],
  ['and true ""', 'false'],
  ['or false 1', 'true'],
  ['or 0 context.old_tags', 'false'],
  ['xor true false', 'true'],
  ['xor true 1', 'false'],
  ['lt 1 2', 'true'],
  ['lt 10 9', 'false'],
  ['lt "10" "9"', 'true'],
  ['lt "10" 9', 'false'],
  ['lte 2 2', 'true'],
  ['gt "b" "a"', 'true'],
  ['gte 1 2', 'false'],
  ['eq data.format "npm"', 'true'],
  ['eq 1 "1"', 'false'],
  ['eq data.nothing null', 'true'],
  ['ne 1 2', 'true'],
  ['contains "release" context.new_tags', 'true'],
  ['contains "rel" context.new_tags', 'false'],
  ['contains "pad" data.name', 'true'],
  ['startswith "left" data.name', 'true'],
  ['startswith "pad" data.name', 'false'],
  ['endswith "left" data.name', 'false'],
  ['endswith ".0" data.version', 'true'],
  ['join ", " (split "." data.version)', '1, 3, 0'],
  ['tojson (split "." data.version)', '["1","3","0"]'],
]

test.each(table)('{{%s}} is %s', (template, rendered) => {
  expect(render(`{{${template}}}`, event)).toBe(rendered)
})

test('every helper is in the table', () => {
  const tried = new Set(table.flatMap(([template]) => template.split(/[ (]/)))
  expect(Object.keys(helpers).filter((name) => !tried.has(name))).toEqual([])
})

test('a whole template, with the blocks that Handlebars brings', () => {
  const template = `{"text": {{{tojson (concat data.name " is out")}}}, "tags": [{{#each context.new_tags}}{{{tojson this}}}{{#unless @last}},{{/unless}}{{/each}}]}
{{#if (and (eq data.namespace "acme") (contains "release" context.new_tags))}}release{{else}}other{{/if}}`
  const [json, kind] = render(template, event).split('\n')
  expect(JSON.parse(json ?? '')).toEqual({ text: 'left & "pad" is out', tags: ['release'] })
  expect(kind).toBe('release')
})

test('two braces are escaped for HTML unless told, three never', async () => {
  const escaping = await createRenderer()
  expect(escaping('{{data.name}}', event)).toBe('left &amp; &quot;pad&quot;')
  for (const each of [escaping, render]) expect(each('{{{tojson data.name}}}', event)).toBe('"left & \\"pad\\""')
})

test.each([
  ['{{add data.name 1}}', /is not a number/],
  ['{{add 1}}', /add takes 2 values?, not 1/],
  ['{{div 1 0}}', /Division by zero/],
  ['{{mod 1 0}}', /Division by zero/],
  ['{{concat data "x"}}', /Expected a string/],
  ['{{join "," data.name}}', /not a list/],
  ['{{shout data.name}}', /Missing helper/],
  ['{{#if data.name}}', /Parse error/],
  ['x'.repeat(4097), /4097 characters; a webhook allows 4096/],
])('%.40s is refused', (template, message) => {
  expect(() => render(template, event)).toThrow(message)
})

test('a template cannot get at what objects inherit', () => {
  expect(render('{{data.constructor.name}}{{__proto__.x}}', event)).toBe('')
})
