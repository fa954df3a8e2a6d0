import { expect, test } from 'vitest'
import { licensesIn } from './licenses.ts'

test.each([
  ['MIT', ['MIT'], []],
  ['mit license', ['MIT'], []],
  ['The Apache Software License, Version 2.0', ['Apache-2.0'], []],
  ['(MIT OR Apache-2.0)', ['MIT', 'Apache-2.0'], []],
  ['GPL-2.0-only WITH Classpath-exception-2.0 AND Proprietary', ['GPL-2.0-only'], ['Proprietary']],
  ['SEE LICENSE IN file', [], ['SEE LICENSE IN file']],
  ['constructor OR __proto__', [], ['constructor', '__proto__']],
  ['__proto__', [], ['__proto__']],
  ['', [], []],
  [undefined, [], []],
])('%j', (text, known, unknown) => {
  const found = licensesIn(text)
  expect([found.known.map(({ spdx }) => spdx), found.unknown]).toEqual([known, unknown])
})
