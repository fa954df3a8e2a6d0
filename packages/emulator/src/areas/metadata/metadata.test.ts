import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { rawFile } from '../../testing.ts'

describe('metadata of packages', () => {
  test.each(['/v2/packages/ID/metadata/', '/v2/metadata/packages/ID/'])('are kept at %s', async (pattern) => {
    const { emulator, admin, reader, nobody } = story()
    const pkg = await emulator.add('acme/dev', rawFile({ bytes: 'abc' }))
    const path = pattern.replace('ID', pkg.slug_perm)
    const given = { content: { passed: true }, content_type: 'application/json', source_identity: 'ci@1' }

    const { status, body } = await admin('POST', path, given)

    expect(status).toBe(201)
    expect(body).toEqual({ ...given, slug_perm: body.slug_perm })
    expect((await reader('GET', path)).body.results).toMatchObject([{ ...given, source_kind: 'CUSTOM', is_canonical: false }])
    const one = `${path}${body.slug_perm}/`
    expect((await admin('PATCH', one, { content: { passed: false } })).body).toEqual({ ...body, content: { passed: false } })
    expect((await reader('GET', one)).body.content).toEqual({ passed: false })
    expect((await reader('POST', path, given)).status).toBe(403)
    expect((await nobody('GET', path)).status).toBe(404)
    expect((await admin('POST', path, { ...given, content: 'text' })).body.content).toBe('text')
    expect((await admin('POST', path, { ...given, content_type: 'a'.repeat(129) })).status).toBe(422)
    expect((await admin('DELETE', one)).status).toBe(204)
    const gone = await admin('GET', one)
    expect(gone).toMatchObject({ status: 404, body: { detail: expect.stringContaining('cannot be found') } })
  })

  test('are listed by their source and by what they tell of', async () => {
    const { emulator, admin } = story()
    const pkg = await emulator.add('acme/dev', rawFile({ bytes: 'abc' }))
    const path = `/v2/metadata/packages/${pkg.slug_perm}/`
    await admin('POST', path, { content: {}, content_type: 'application/json', source_identity: 'ci@1' })
    const found = async (query: string) => (await admin('GET', `${path}?${query}`)).body.results.length

    expect(await found('source_kind=CUSTOM')).toBe(1)
    expect(await found('source_kind=CUSTOM&classification=GENERIC')).toBe(1)
    expect(await found('source_kind=custom&classification=generic')).toBe(1)
    expect(await found('source_kind=SYSTEM')).toBe(0)
    expect(await found('source_kind=third_party')).toBe(0)
    expect(await found('classification=SBOM')).toBe(0)
    expect((await admin('GET', `${path}?source_kind=NOBODY`)).status).toBe(422)
    expect((await admin('GET', `${path}?classification=NOTHING`)).status).toBe(422)
  })

  test('are validated without a package', async () => {
    const { reader } = story()
    const check = (body: object) => reader('POST', '/v2/metadata/validate/', body)
    expect((await check({ content: [{ a: 1 }], content_type: 'application/json' })).status).toBe(200)
    expect((await check({ content: { a: 1 } })).status).toBe(422)
  })
})
