import { createEmulator } from '@cloudsmith-sdk/emulator'
import { describe, expect, test } from 'vitest'
import { jumpingClock } from '../../test/support/clock.ts'
import { answering, json } from '../../test/support/transport.ts'
import { Cloudsmith, InvalidRequestError, ValidationError } from '../index.ts'

function start() {
  const emulator = createEmulator()
  const client = () => new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: jumpingClock() })
  const writes = () => emulator.requests.writes.map(({ operation }) => operation)
  return { emulator, client, cloudsmith: client(), writes }
}

const production = { owner: 'acme', slug: 'releases', repository_type_str: 'Private', copy_packages: 'Admin' } as const

describe('a repository that is wanted', () => {
  test('is created where it is missing, changed where it differs, and left alone where it is as it should be', async () => {
    const { cloudsmith, writes } = start()

    const created = await cloudsmith.repos.ensure(production)
    const again = await cloudsmith.repos.ensure(production)
    const changed = await cloudsmith.repos.ensure({ ...production, description: 'What customers get.', copy_packages: 'Read' })

    expect(created).toMatchObject({ action: 'created', changed: [], repository: { slug: 'releases', name: 'releases' } })
    expect(again).toMatchObject({ action: 'unchanged', changed: [], repository: { copy_packages: 'Admin' } })
    expect(changed).toMatchObject({ action: 'updated', repository: { copy_packages: 'Read' } })
    expect(changed.changed.toSorted()).toEqual(['copy_packages', 'description'])
    expect(writes()).toEqual(['repos_create', 'repos_partial_update'])
  })

  test('keeps the settings that nobody spoke of', async () => {
    const { cloudsmith } = start()
    await cloudsmith.repos.create({ owner: 'acme', name: 'Releases', slug: 'releases', description: 'By hand.' })

    const { repository } = await cloudsmith.repos.ensure({
      owner: 'acme',
      slug: 'releases',
      index_files: false,
      description: undefined,
    })

    expect(repository).toMatchObject({ name: 'Releases', description: 'By hand.', index_files: false })
  })

  test('is one repository when two callers want it at once', async () => {
    const { client, writes } = start()

    const ensured = await Promise.all([client().repos.ensure(production), client().repos.ensure(production)])

    expect(ensured.map(({ action }) => action).toSorted()).toEqual(['created', 'unchanged'])
    expect(writes()).toEqual(['repos_create', 'repos_create'])
  })

  test('of another kind or region is refused before anything is changed', async () => {
    const { cloudsmith, writes } = start()
    await cloudsmith.repos.create({ owner: 'acme', name: 'releases', storage_region: 'default' })

    const ensured = cloudsmith.repos.ensure({ ...production, storage_region: 'ie-dublin' })

    await expect(ensured).rejects.toThrow(InvalidRequestError)
    await expect(ensured).rejects.toThrow('acme/releases has the storage_region "default", not "ie-dublin"')
    expect(writes()).toEqual(['repos_create'])
  })

  test('whose slug a deleted one reserves is refused in the words of the service', async () => {
    const reserved = json(422, { detail: 'Invalid input.', fields: { slug: ['This slug is reserved.'] } })
    const missing = () => json(404, { detail: 'Not found.' })
    const clock = jumpingClock()
    const cloudsmith = new Cloudsmith({ fetch: answering(missing(), reserved, missing(), missing()).fetch, clock })

    const ensured = cloudsmith.repos.ensure(production)

    await expect(ensured).rejects.toThrow(ValidationError)
    await expect(ensured).rejects.toMatchObject({ fields: { slug: ['This slug is reserved.'] } })
    expect(clock.slept).toEqual([2000])
  })

  test('whose creation is not answered is found', async () => {
    const { emulator, writes } = start()
    let lost = false
    const fetch: typeof emulator.fetch = async (input, init) => {
      const request = new Request(input, init)
      const response = await emulator.fetch(request)
      if (request.method !== 'POST') return response
      lost = true
      throw new TypeError('fetch failed')
    }
    const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch, clock: jumpingClock() })

    expect(await cloudsmith.repos.ensure(production)).toMatchObject({ action: 'unchanged', repository: { slug: 'releases' } })
    expect(lost).toBe(true)
    expect(writes()).toEqual(['repos_create'])
  })
})
