import { createEmulator, type Fault } from '@cloudsmith-sdk/emulator'
import { npmPackage, type PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { Cloudsmith, type PackageDetail, type PushParams } from '../../src/index.ts'

const observe = await createObserver()

/** A package, and one with the same name and version but different bytes. */
export const ms = npmPackage({ name: 'ms', version: '2.1.3' })
export const tampered = npmPackage({ name: 'ms', version: '2.1.3', files: { 'index.js': 'other()' } })

/** An emulated service whose responses are all validated against the API description, and a client that pushes to it. */
export function pushing(options: Partial<PushParams> = {}) {
  const emulator = createEmulator({ observe })
  const { clock, fetch } = emulator
  let meet: (url: string) => void = () => {}
  const meeting = (request: Request) => {
    meet(request.url)
    return fetch(request)
  }
  const as = (apiKey: string) => new Cloudsmith({ apiKey, fetch: (request) => meeting(request), clock })
  const cloudsmith = as('emulator-admin-key')

  function push(fixture: PackageFixture, more: Partial<PushParams> = {}, client = cloudsmith): Promise<PackageDetail> {
    const { format, filename, bytes, fields, extra } = fixture
    const files = Object.fromEntries(
      Object.entries(extra).map(([field, file]) => [field, new File([new Uint8Array(file.bytes)], file.filename)]),
    )
    const file = new File([new Uint8Array(bytes)], filename)
    return client.push({ owner: 'acme', repo: 'dev', format, file, ...fields, ...files, ...options, ...more } as PushParams)
  }

  /** Makes the next requests of an operation fail. */
  const break_ = (operation: string, fault: Omit<Fault, 'operation'>) => emulator.faults.add({ operation, ...fault })

  /** Runs a function before each request. */
  const before = (act: (url: string) => void) => {
    meet = act
  }

  /** The packages that exist in the end, oldest first: slug and whether it failed. */
  async function there(repo = 'dev'): Promise<readonly string[]> {
    await emulator.settle()
    const packages = [...emulator.world.packages.values()].filter(({ repository }) => repository.settings.slug === repo)
    return packages.map(({ slugPerm, sync }) => `${slugPerm} ${sync.state}`)
  }

  /** The operations that were called, except for those that only read. */
  const asked = () => emulator.requests.all.map(({ operation, method, url }) => operation ?? `${method} ${url.split('?')[0]}`)
  const count = (operation: string) => asked().filter((each) => each === operation).length

  return { emulator, cloudsmith, as, push, break: break_, before, there, asked, count }
}
