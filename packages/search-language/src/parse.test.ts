import { expect, test } from 'vitest'
import { formatQuery } from './format.ts'
import { parseQuery } from './parse.ts'

const read = (text: string) => parseQuery(text, { refuse: (problem) => Object.assign(new Error(problem.message), problem) })

test.each([
  ['', ''],
  ['  lodash  ', 'lodash'],
  ['name:a version:1 tag:b', 'name:a AND version:1 AND tag:b'],
  ['tag:latest AND (format:rpm OR format:composer)', 'tag:latest AND (format:rpm OR format:composer)'],
  ['a OR b c', 'a OR b AND c'],
  ['(a OR b) c', '(a OR b) AND c'],
  ['a AND (b AND (c))', 'a AND b AND c'],
  ['a AND NOT (b OR c)', 'a AND NOT (b OR c)'],
  ['NOT a b', 'NOT a AND b'],
  ['NOT(a)', 'NOT a'],
  ['a(b)c', 'a AND b AND c'],
  ['NOT NOT a', 'a'],
  ['tag:~latest', 'NOT tag:latest'],
  ['~tag:latest', 'NOT tag:latest'],
  ['~tag:~latest', 'tag:latest'],
  ['~foo', 'NOT foo'],
  ['version:~=1.1.0', 'version:~=1.1.0'],
  ['version:~1.1', 'NOT version:1.1'],
  ['version:~>=1.1', 'NOT version:>=1.1'],
  ['version:>= 1.0', 'version:>=1.0'],
  ["uploaded: >'1 month ago'", 'uploaded:>"1 month ago"'],
  ["uploaded:'August 14, 2019 EST'", 'uploaded:"August 14, 2019 EST"'],
  ['uploaded:>=2024-06-15', 'uploaded:>="2024-06-15"'],
  ['docker_image_digest:sha256:abcdef', 'docker_image_digest:sha256:abcdef'],
  ['distribution:el/7', 'distribution:el/7'],
  ['version:1.1.0*post1', 'version:1.1.0*post1'],
  ['entitlement:3lKPVJPosCsY', 'entitlement:3lKPVJPosCsY'],
  ['NAME:x', 'name:x'],
  ['name:a**b', 'name:a*b'],
  [String.raw`name:\^x\*y`, String.raw`name:\^x\*y`],
  [String.raw`name:my\-package\/x`, 'name:my-package/x'],
  ['name:"say \\"hi\\""', String.raw`name:"say \"hi\""`],
  ["it's", String.raw`it\'s`],
  ['org.apache:log4j', String.raw`org.apache\:log4j`],
  ['ANDROID', 'ANDROID'],
  ['dependency:log4j=1.2.17', 'dependency:log4j=1.2.17'],
  ['dependency:log4j<2.0.0', 'dependency:log4j<2.0.0'],
  ['dependency:~^log4j$<2.0.0', 'NOT dependency:^log4j$<2.0.0'],
])('%s means %s', (text, plainest) => {
  expect(formatQuery(read(text))).toBe(plainest)
  expect(formatQuery(read(plainest))).toBe(plainest)
})

test('a term becomes its parts', () => {
  expect(read('filename:~^a*"b c"$')).toEqual({
    kind: 'not',
    of: { kind: 'term', field: 'filename', value: { parts: ['a', 'b c'], start: true, end: true } },
  })
  expect(read('dependency:log4j~=2')).toEqual({
    kind: 'term',
    field: 'dependency',
    value: { parts: ['log4j'], start: false, end: false },
    constraint: { operator: '~=', version: '2' },
  })
})

test.each([
  ['name:', 5, 'a value'],
  ['name:^', 5, 'a value'],
  ['name:""', 5, 'a value'],
  ['a names:x', 2, 'a field (name, '],
  ['name:>x', 5, 'no order'],
  ['size:big', 5, 'a number'],
  ['size:>', 6, 'a value'],
  ['downloads:^5', 10, 'a number'],
  ['uploaded:1 day ago', 9, 'in quotes'],
  ['prerelease:yes', 11, 'true or false'],
  ['version:>1.*', 9, 'a version without'],
  ['dependency:x>', 13, 'a value'],
  ['dependency:x>1*', 13, 'a version without'],
  ['(a OR b', 7, 'a closing parenthesis for the one at position 0'],
  ['a)', 1, 'an opening parenthesis'],
  ['()', 1, 'a search term'],
  ['AND a', 0, 'a search term'],
  ['a AND', 5, 'a search term'],
  ['a OR OR b', 5, 'a search term'],
  ['NOT', 3, 'a search term'],
  ['name:"x', 7, 'a closing quote for the one at position 5'],
  ['name:x\\', 7, 'a character after the backslash'],
  ['('.repeat(5000), 100, 'at most 100 levels'],
  ['NOT '.repeat(5000), 20_000, 'a search term'],
  ['a'.repeat(100_001), 100_000, 'at most 100000 characters'],
])('%.20s fails at %d: expected %s', (text, position, expected) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ position, expected: expect.stringContaining(expected) }))
})

test.each(['a and b', 'a or b', 'not a', 'a Or (b)', 'and'])('%s is refused, as it may be meant either way', (text) => {
  expect(() => read(text)).toThrow('expected AND, OR or NOT in upper case, or quotes around the word')
})

test.each(['a "and" b', 'name:and', '~or', 'android', 'not-a', '^not$'])('%s has words that look like operators', (text) => {
  expect(() => read(text)).not.toThrow()
})

test('the message says where, what was expected and what was found, on one line', () => {
  expect(() => read('size:big AND name:x')).toThrow(
    'Cannot read the query at position 5: expected a number, found "big AND name:x".',
  )
  expect(() => read('size:"\n\u001b[2J"')).toThrow(String.raw`found "\"\n\u001b[2J\"".`)
  expect(() => read('a AND')).toThrow('found the end.')
})

test('whoever can read only some dates says so', () => {
  const dates = { refuse: () => new Error('no such date'), isDate: (text: string) => text === '2024-06-15' }
  expect(() => parseQuery('uploaded:2024-06-15', dates)).not.toThrow()
  expect(() => parseQuery('uploaded:2024-06-16', dates)).toThrow('no such date')
})

test('other fields than those of packages can be asked for, by whoever reads queries of something else', () => {
  const reading = {
    refuse: ({ message }: { message: string }) => new Error(message),
    fields: { login: 'word', age: 'number' } as const,
  }

  expect(parseQuery('login:ada AND age:>36', reading)).toEqual({
    kind: 'and',
    of: [
      { kind: 'term', field: 'login', value: { parts: ['ada'], start: false, end: false } },
      { kind: 'term', field: 'age', operator: '>', value: { parts: ['36'], start: false, end: false } },
    ],
  })
  expect(() => parseQuery('name:ada', reading)).toThrow('a field (login, age)')
})
