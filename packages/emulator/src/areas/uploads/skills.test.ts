import { expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { agentSkill } from '../../testing.ts'

const skill = { ...agentSkill({ name: 'review', version: '1.0.0' }), filename: 'review.zip' }

test('a skill is what its upload says it is', async () => {
  const { publish, admin } = story()

  const pkg = await publish(skill)

  expect(pkg).toMatchObject({ format: 'skills', name: 'review', version: '1.0.0', is_sync_completed: true })
  const check = '/packages/acme/dev/validate-upload/skills/'
  expect((await admin('POST', check, { package_file: 'review.zip', name: 'review', version: '1.0.0' })).status).toBe(204)
  expect((await admin('POST', check, { package_file: 'review.zip', version: '1.0.0' })).body.fields).toHaveProperty('name')
  expect((await admin('POST', check, { package_file: 'review.zip', name: 'a'.repeat(129), version: '1' })).status).toBe(422)
})

test('an upstream of skills has what to serve and which releases to cache', async () => {
  const { admin } = story()
  const path = '/repos/acme/dev/upstream/skills/'
  const selections = [{ publisher: 'acme', name: 'review', version: '1.0.0' }]
  const settings = { name: 'Hub', upstream_url: 'https://skills.example.com', mode: 'Cache Only', auth_mode: 'Token' }

  const { status, body } = await admin('POST', path, { ...settings, auth_secret: 'secret', contents: 'Skills', selections })

  expect(status).toBe(201)
  expect(body).toMatchObject({ ...settings, contents: 'Skills', selections })
  expect(body).not.toHaveProperty('auth_secret')
  const one = `${path}${body.slug_perm}/`
  expect((await admin('PATCH', one, { contents: 'Plugins' })).body).toMatchObject({ contents: 'Plugins', selections })
  expect((await admin('PUT', one, settings)).body).toMatchObject({ contents: 'Skills and plugins', selections: [] })
  expect((await admin('PATCH', one, { contents: 'Poems' })).status).toBe(422)
  expect((await admin('PATCH', one, { selections: [{ name: 'review' }] })).status).toBe(422)
  expect((await admin('PATCH', one, { auth_mode: 'Username and Password' })).status).toBe(422)
})
