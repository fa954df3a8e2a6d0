import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, zip } from '../../format/archive-writers.ts'
import { terraformModule } from './build.ts'

const small = terraformModule({ name: 'terraform-aws-network', version: '1.2.0', files: { 'README.md': '' } })

test('a module that was built is read back', async () => {
  expect(await factsOf(small)).toEqual({
    name: 'terraform-aws-network',
    version: '1.2.0',
    architectures: [],
    dependencies: [],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
  })
})

test('a provider has a platform', async () => {
  const filename = 'terraform-provider-acme_2.0.1_linux_amd64.zip'
  expect(await factsOf({ ...small, filename, bytes: zip({ 'terraform-provider-acme_v2.0.1': 'x' }) })).toMatchObject({
    name: 'terraform-provider-acme',
    version: '2.0.1',
    architectures: ['linux_amd64'],
  })
})

test('the program of a provider is at the root, under its name', async () => {
  const provider = (files: Record<string, string>) => ({
    ...small,
    filename: 'terraform-provider-acme_2.0.1_linux_amd64.zip',
    bytes: zip(files),
  })
  for (const path of ['bin/terraform-provider-acme_v2.0.1', 'terraform-provider-other', 'main.tf'])
    expect(await reasonOf(provider({ [path]: 'x' }))).toContain('has no terraform-provider-acme at its root')
})

test.each([
  ['no configuration', { ...small, bytes: gzip(tar({ 'a/b/main.tf': '', 'README.md': '' })) }, 'has no .tf file at its root'],
  ['a tarball called a zip file', { ...small, filename: 'a-1.0.0.zip' }, 'not a zip archive'],
])('a module with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
