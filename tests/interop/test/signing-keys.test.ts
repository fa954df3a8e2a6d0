import { expect } from 'vitest'
import { openPgpKey } from '../src/open-pgp-key.ts'
import { service, test } from '../src/service.ts'

const { cli, file } = service()

test('the signing key of a repository is told, made anew, and replaced by one of our own', async () => {
  const gpg = (...args: string[]) => cli.item(['repos', 'gpg', args[0] ?? '', 'acme/dev', ...args.slice(1)])

  const first = await gpg('get')
  expect(first).toMatchObject({ active: true, public_key: expect.stringContaining('BEGIN PGP PUBLIC KEY BLOCK') })

  await cli.done(['repos', 'gpg', 'regenerate', 'acme/dev', '--dry-run'])
  expect(await gpg('get')).toMatchObject({ fingerprint: first.fingerprint })
  const second = await gpg('regenerate', '--yes')
  expect(second.fingerprint).not.toBe(first.fingerprint)

  const text = new TextEncoder()
  const key = await file('private.asc', text.encode(openPgpKey()))
  const passphrase = await file('passphrase.txt', text.encode('hush'))
  const upload = ['--private-key-file', key, '--passphrase-file', passphrase]
  await cli.done(['repos', 'gpg', 'upload', 'acme/dev', ...upload, '--dry-run'])
  const own = await gpg('upload', ...upload)
  expect(own).toMatchObject({ active: true, public_key: expect.stringContaining('BEGIN PGP PUBLIC KEY BLOCK') })
  expect(await gpg('get')).toMatchObject({ fingerprint: own.fingerprint })
})
