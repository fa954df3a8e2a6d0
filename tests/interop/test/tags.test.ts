import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { service, test } from '../src/service.ts'

const { cli, emulator } = service()

test('tags are added, listed, replaced, removed and cleared; immutable ones stay', async () => {
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }), { tags: ['first'] })
  const at = `acme/dev/${slug_perm}`
  const tags = (...command: string[]) => cli.data(['tags', command[0] ?? '', at, ...command.slice(1)])
  const shows = (info: string[], immutable: string[] = []) => ({
    tags: { info, version: ['latest'] },
    tags_immutable: immutable.length === 0 ? {} : { info: immutable },
  })

  expect(await tags('list')).toEqual(shows(['first']))
  expect(await tags('add', 'x,y')).toEqual(shows(['first', 'x', 'y']))
  expect(await tags('remove', 'first')).toEqual(shows(['x', 'y']))
  expect(await tags('add', 'signed', '--immutable')).toEqual(shows(['x', 'y', 'signed'], ['signed']))
  expect(await tags('replace', 'z')).toEqual(shows(['signed', 'z'], ['signed']))
  expect(await tags('clear')).toEqual(shows(['signed'], ['signed']))
  expect(await tags('remove', 'signed')).toEqual({ tags: { version: ['latest'] }, tags_immutable: {} })
})
