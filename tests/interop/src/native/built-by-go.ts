import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { run, type Surroundings } from './program.ts'

/** Milliseconds that Go may take to fetch and build a program. */
export const longestBuild = 400_000

/**
 * Builds a program with Go.
 *
 * @param module its path with a version
 * @returns the path of the program, or why it is not there
 */
export async function fromGo(folder: string, module: string): Promise<{ readonly path: string } | { readonly missing: string }> {
  const { PATH, HOME, GOPROXY, GOFLAGS, GOCACHE, GOMODCACHE, GOPATH, GOSUMDB } = process.env
  const env = { PATH, HOME, GOPROXY, GOFLAGS, GOCACHE, GOMODCACHE, GOPATH, GOSUMDB, GOBIN: folder, GOTOOLCHAIN: 'local' }
  const [path = ''] = module.split('@')
  const command = ['go', 'install', module] as const
  const outcome = await run(command, { folder, env, limit: longestBuild }).catch((error: unknown) => ({
    code: -1,
    output: String(error),
  }))
  const why = outcome.output.trim().split('\n').at(-1)
  return outcome.code === 0
    ? { path: join(folder, path.split('/').at(-1) ?? '') }
    : { missing: `${path} cannot be built: ${why}` }
}

/**
 * A program that Go builds for the tests around.
 *
 * @returns what runs it in a folder where it has the credentials of an account; it skips where the program cannot be built
 */
export function builtByGo(module: string) {
  let folder = ''
  let built: Awaited<ReturnType<typeof fromGo>> = { missing: 'it has not been built' }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cloudsmith-go-'))
    built = await fromGo(folder, module)
  }, longestBuild)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  return (work: Surroundings, skip: (why: string) => never) => {
    const { path } = 'missing' in built ? skip(built.missing) : built
    return (...args: string[]) => run([path, ...args], work)
  }
}
