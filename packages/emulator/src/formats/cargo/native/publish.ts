import { notFound, Refusal } from '../../../core/errors.ts'
import { ok, type Reply } from '../../../core/reply.ts'
import { isTable, type Table, textAt } from '../../../files/tree.ts'
import type { NativeRepository } from '../../../format/native.ts'
import { registriesField } from './metadata.ts'

/**
 * Handles `cargo publish`: the body contains metadata and the crate, each preceded by its length.
 *
 * @throws {Refusal} 400 if the body is malformed, 409 if the version exists
 * @see https://doc.rust-lang.org/cargo/reference/registry-web-api.html#publish
 */
export async function publish(body: Uint8Array, repository: NativeRepository): Promise<Reply> {
  repository.mustWrite()
  const [said, afterSaid] = partAt(body, 0)
  const [crate, end] = partAt(body, afterSaid)
  if (end !== body.length) throw refused(400, 'This is not what cargo publishes: it has bytes after the crate.')
  const metadata = parsed(said)
  const [name, version] = [textAt(metadata, 'name'), textAt(metadata, 'vers')]
  if (name === undefined || version === undefined)
    throw refused(400, 'This is not what cargo publishes: it has no name or version.')
  const isThere = repository.packages().some((pkg) => pkg.home === 'own' && pkg.name === name && pkg.version === version)
  if (isThere && !repository.settings.replacesPackages) throw refused(409, `${name} ${version} has been published already.`)
  await repository.publish({
    files: [{ field: 'package_file', filename: `${name}-${version}.crate`, bytes: crate }],
    fields: { [registriesField]: registriesIn(metadata) },
  })
  return ok({ warnings: { invalid_categories: [], invalid_badges: [], other: [] } })
}

/** Yanks a version, or takes that back. @throws {Refusal} 403 or 404 */
export async function yank(name: string, version: string, isYanked: boolean, repository: NativeRepository): Promise<Reply> {
  const pkg = await repository.package(name, version)
  if (pkg === undefined) throw notFound()
  repository.note(pkg, 'yanked', isYanked ? 'yes' : undefined)
  return ok({ ok: true })
}

/** The registries of dependencies that are not in this one, by name. */
function registriesIn(metadata: Table): Record<string, string> {
  const all = Array.isArray(metadata.deps) ? metadata.deps : []
  return Object.fromEntries(
    all.flatMap((each) => {
      const [name, registry] = [textAt(each, 'name'), textAt(each, 'registry')]
      return name === undefined || registry === undefined ? [] : [[name, registry] as const]
    }),
  )
}

/** The part after a four-byte length, and where it ends. */
function partAt(body: Uint8Array, at: number): [part: Uint8Array, end: number] {
  if (at + 4 > body.length) throw refused(400, 'This is not what cargo publishes: it ends too early.')
  const start = at + 4
  const end = start + new DataView(body.buffer, body.byteOffset + at, 4).getUint32(0, true)
  if (end > body.length) throw refused(400, 'This is not what cargo publishes: it ends too early.')
  return [body.slice(start, end), end]
}

function parsed(bytes: Uint8Array): Table {
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (isTable(said)) return said
  } catch {
    // Reported below.
  }
  throw refused(400, 'This is not what cargo publishes: it does not begin with an object of JSON.')
}

const refused = (status: number, detail: string): Refusal => new Refusal({ status, body: { detail } })
