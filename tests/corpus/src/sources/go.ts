import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../run.ts'
import { distinct, type Source } from '../source.ts'

/** `go mod download` downloads; `go mod edit -json` reads the `go.mod`. What the module needs only through others is no dependency of it. */
export const go: Source = {
  format: 'go',
  prepare: async () => void (await run('go', ['version'])),
  async fetch(what, folder) {
    const told = JSON.parse(await run('go', ['mod', 'download', '-json', what], folder, { GOFLAGS: '-mod=mod' }))
    const file = join(folder, `${told.Version}.zip`)
    await copyFile(told.Zip, file)
    await copyFile(told.GoMod, join(folder, 'go.mod'))
    return { file, fields: { version: told.Version } }
  },
  async facts({ fields }, folder) {
    const told = JSON.parse(await run('go', ['mod', 'edit', '-json', join(folder, 'go.mod')]))
    const required: { Path: string; Indirect?: boolean }[] = told.Require ?? []
    return {
      name: told.Module.Path,
      version: fields?.version ?? '',
      dependencies: distinct(required.filter((each) => !each.Indirect).map((each) => each.Path)),
    }
  },
}
