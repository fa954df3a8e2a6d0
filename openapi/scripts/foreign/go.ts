import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { apis, run, type Toolchain } from './toolchain.ts'

/** oapi-codegen, and a program that must compile against its output. */
export const goTools: Toolchain = {
  name: 'Go',
  async install(folder) {
    await run('go', ['install', 'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@latest'], {
      env: { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod' },
    })
  },
  checks: [
    {
      name: 'oapi-codegen generates a client that compiles',
      documents: apis,
      async run({ folder, path, name }) {
        const module = join(folder, name)
        await mkdir(module, { recursive: true })
        const generate = ['-generate', 'types,client', '-package', 'client', '-o', join(module, 'client.go'), path]
        await run(join(folder, 'oapi-codegen'), generate)
        await writeFile(join(module, 'go.mod'), 'module client\n\ngo 1.24\n')
        await run('go', ['mod', 'tidy'], { cwd: module })
        await run('go', ['build', './...'], { cwd: module })
      },
    },
  ],
}
