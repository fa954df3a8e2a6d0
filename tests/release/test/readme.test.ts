import { expect, test } from 'vitest'
import { readmeForRelease, relativeLinks } from '../../../scripts/release/readme.ts'
import { madeUp } from '../src/places.ts'

const released = (text: string) => readmeForRelease(text, madeUp, 'packages/cli')

test('links of a page lead to the repository, from wherever the page is read', () => {
  expect(
    released('The [engine](../promotion/README.md#gates), a [guide](../../docs/start/install.md) and the [list](api.md).'),
  ).toBe(
    `The [engine](${madeUp.repository}/blob/HEAD/packages/promotion/README.md#gates), a [guide](${madeUp.repository}/blob/HEAD/docs/start/install.md) and the [list](${madeUp.repository}/blob/HEAD/packages/cli/api.md).`,
  )
  expect(released('[`container`](./container)')).toBe(`[\`container\`](${madeUp.repository}/blob/HEAD/packages/cli/container)`)
})

test('what leads somewhere by itself stays, and so does code', () => {
  const text = 'See [below](#usage), [npm](https://npm.example.com), `a[0](b)`.\n\n```ts\nconst [x](y)\n```\n'
  expect(released(text)).toBe(text)
  expect(relativeLinks(text)).toEqual([])
})

test('what is published does not say that nothing is', () => {
  const text =
    '# cli\n\nInstall it.\n\nNothing is published yet: until it is,\n[work from a clone](../../docs/start/install.md).\n\nUse it.\n'
  expect(released(text)).toBe('# cli\n\nInstall it.\n\nUse it.\n')
})
