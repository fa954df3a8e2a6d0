import { expect, test } from 'vitest'
import { story } from '../../../test/story.ts'

test('the audit log has all changes, of the region of a repository as well', async () => {
  const { admin, reader } = story()
  expect((await admin('POST', '/repos/acme/dev/transfer-region/', { storage_region: 'us-ohio' })).status).toBe(200)
  expect((await admin('POST', '/repos/acme/dev/transfer-region/', { storage_region: 'moon' })).status).toBe(422)
  expect((await admin('GET', '/repos/acme/dev/')).body.storage_region).toBe('us-ohio')
  await admin('POST', '/orgs/acme/teams/', { name: 'Release' })

  const log = (await admin('GET', '/audit-log/acme/')).body
  expect(log).toMatchObject([
    { event: 'create.team_created', actor: 'admin', object: 'Release', target: 'Acme' },
    { event: 'action.repository_transfer_region', object: 'dev', target: 'dev', target_kind: 'repository' },
  ])
  expect((await admin('GET', '/audit-log/acme/dev/')).body).toHaveLength(1)
  expect((await admin('GET', '/audit-log/acme/?query=team')).body).toHaveLength(1)
  expect((await reader('GET', '/audit-log/acme/')).status).toBe(403)
})

test('what renames a repository is logged as a change of it', async () => {
  const { admin } = story()
  await admin('PATCH', '/repos/acme/dev/', { slug: 'next' })
  expect((await admin('GET', '/audit-log/acme/next/')).body).toMatchObject([{ event: 'update.repository_updated' }])
})
