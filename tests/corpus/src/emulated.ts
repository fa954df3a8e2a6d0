import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { distinct, type Facts, type Fetched } from './source.ts'

type Fixture = Parameters<ReturnType<typeof createEmulator>['add']>[1]

/** What a package looks like in a repository, after a push of its file: the view of the API, and its dependencies. */
export async function emulated(format: string, fetched: Fetched): Promise<Facts> {
  const emulator = createEmulator()
  for (const each of fetched.before ?? []) await emulator.add('acme/dev', await fixture(format, each))
  const pkg = await emulator.add('acme/dev', await fixture(format, fetched))
  if (pkg.status_str !== 'Completed')
    throw new Error(`${basename(fetched.file)} ended as ${pkg.status_str}: ${pkg.status_reason}`)

  const headers = { 'X-Api-Key': 'emulator-admin-key' }
  const answer = await emulator.fetch(`${emulator.origin}/packages/acme/dev/${pkg.slug_perm}/dependencies/`, { headers })
  const { dependencies }: { dependencies: { name: string }[] } = JSON.parse(await answer.text())
  return {
    name: pkg.name ?? '',
    version: pkg.version ?? '',
    license: pkg.raw_license ?? undefined,
    dependencies: distinct(dependencies.map((each) => each.name)),
    architectures: pkg.architectures?.map((each) => each.name),
  }
}

async function fixture(format: string, { file, fields = {}, extra = {} }: Fetched): Promise<Fixture> {
  const others = Object.entries(extra).map(async ([field, path]) => [field, await uploaded(path)] as const)
  return { format, ...(await uploaded(file)), fields, extra: Object.fromEntries(await Promise.all(others)) }
}

async function uploaded(path: string) {
  return { filename: basename(path), bytes: new Uint8Array(await readFile(path)) }
}
