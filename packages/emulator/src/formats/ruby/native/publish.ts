import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import { visible } from '../../../core/visible.ts'
import { UnreadableError } from '../../../files/unreadable.ts'
import type { NativeRepository, NativeRequest } from '../../../format/native.ts'
import { refused } from '../../../format/native-refusal.ts'
import type { Manifest } from '../../../format/types.ts'
import { readRuby } from '../read.ts'
import { anyPlatform, fullNameOf, numberOf, platformOf } from './full-name.ts'

/**
 * Handles `gem push` and `gem yank`.
 *
 * @throws {Refusal} 404 for everything else; 409 if the gem exists, 422 if it is invalid
 * @see https://guides.rubygems.org/rubygems-org-api/
 */
export async function answerPush(request: NativeRequest, repository: NativeRepository): Promise<Reply> {
  const path = request.segments.join('/')
  if (path === 'api/v1/gems' && request.method === 'POST') return push(await request.bytes(), repository)
  if (path === 'api/v1/gems/yank' && request.method === 'DELETE') return yank(await request.bytes(), repository)
  throw notFound()
}

async function push(bytes: Uint8Array, repository: NativeRepository): Promise<Reply> {
  repository.mustWrite()
  const { name, version, architectures } = await read(bytes)
  const fullName = `${name}-${numberOf(version, architectures[0] ?? anyPlatform)}`
  const isThere = repository.packages().some((pkg) => pkg.home === 'own' && fullNameOf(pkg) === fullName)
  if (isThere && !repository.settings.replacesPackages) throw refused(409, `${fullName} has been pushed already.`)
  await repository.publish({ files: [{ field: 'package_file', filename: `${fullName}.gem`, bytes }] })
  return text(`Successfully registered gem: ${name} (${version})`)
}

async function read(bytes: Uint8Array): Promise<Manifest> {
  try {
    return await readRuby({ file: { filename: 'pushed.gem', bytes }, extra: {}, fields: {} })
  } catch (error) {
    throw error instanceof UnreadableError ? refused(422, `This is not a gem: ${error.message}.`) : error
  }
}

/** Yanks a version, which removes it from all indexes. */
async function yank(body: Uint8Array, repository: NativeRepository): Promise<Reply> {
  const form = new URLSearchParams(new TextDecoder().decode(body))
  const [name = '', version = ''] = [form.get('gem_name') ?? '', form.get('version') ?? '']
  const platform = form.get('platform') || anyPlatform
  const found = repository
    .packages()
    .find((pkg) => pkg.home === 'own' && pkg.name === name && pkg.version === version && platformOf(pkg) === platform)
  if (found === undefined) throw refused(404, `There is no gem ${visible(name)} (${visible(version)}).`)
  repository.remove(found)
  return text(`Successfully deleted gem: ${name} (${version})`)
}

const text = (line: string): Reply => ({
  status: 200,
  raw: `${line}\n`,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
})
