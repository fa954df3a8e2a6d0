/**
 * Starts a gate, an operation or a format as CONTRIBUTING.md describes: writes its files, registers its name, and lists what remains to be done. The
 * new code compiles, and its test fails until it is completed.
 *
 *     node scripts/new.ts gate NAME
 *     node scripts/new.ts operation ID METHOD PATH --like OTHER
 *     node scripts/new.ts format SLUG TITLE EXTENSION
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { newFormat } from './new/format.ts'
import { newGate } from './new/gate.ts'
import { newOperation } from './new/operation.ts'
import { workshop } from './new/workshop.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { like: { type: 'string' }, root: { type: 'string', default: join(import.meta.dirname, '..') } },
})
const [kind, ...said] = positionals
const shop = workshop(values.root)

try {
  const remains = begin()
  for (const file of shop.written) console.log(`new      ${file}`)
  for (const file of shop.changed) console.log(`changed  ${file}`)
  console.log(`\nWhat remains:\n${remains.map((step, index) => `${index + 1}. ${step}`).join('\n')}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function begin(): string[] {
  if (kind === 'gate') return newGate(shop, said[0])
  if (kind === 'operation') {
    const [id, method, path] = said
    if (id === undefined || method === undefined || path === undefined || values.like === undefined) {
      throw new Error(
        'pnpm new:operation packages_star POST "/packages/{owner}/{repo}/{identifier}/star/" --like packages_resync',
      )
    }
    return newOperation(shop, values.root, { id, method, path, like: values.like })
  }
  if (kind === 'format') {
    const [slug, title, extension] = said
    if (slug === undefined || title === undefined || extension === undefined) throw new Error('pnpm new:format zig Zig .tar.gz')
    return newFormat(shop, { slug, title, extension })
  }
  throw new Error('Use new:gate, new:operation or new:format.')
}
