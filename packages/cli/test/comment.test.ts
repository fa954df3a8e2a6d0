import { expect, test } from 'vitest'
import { startGithub } from './github.ts'
import { story } from './story.ts'

/** A job for a pull request, with a text to tell there. */
async function job(text = '## Plan\n\nlodash goes.\n') {
  const github = await startGithub()
  const { cliWith, write, folder } = await story()
  await write('plan.md', text)
  await write('event.json', JSON.stringify({ pull_request: { number: 7 } }))
  const env = {
    ...{ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/releases', GITHUB_TOKEN: 'job-token' },
    GITHUB_EVENT_PATH: `${folder}/event.json`,
  }
  const comment = (argv: readonly string[] = [], more = {}) =>
    cliWith({ env: { ...env, ...more }, fetch: globalThis.fetch }, 'comment', 'plan.md', ...argv)
  return { github, comment, write }
}

test('a comment is written once, and written anew however often the job runs', async () => {
  const { github, comment, write } = await job()
  expect(await comment()).toMatchObject({ code: 0, stdout: expect.stringContaining('created') })
  expect(await comment()).toMatchObject({ code: 0, stdout: expect.stringContaining('unchanged') })
  await write('plan.md', '## Plan\n\nms goes.\n')
  expect(await comment()).toMatchObject({ code: 0, stdout: expect.stringContaining('updated') })
  expect(github.comments.map(({ body }) => body)).toEqual(['<!-- cloudsmith-promote:promote -->\n## Plan\n\nms goes.\n'])
})

test('comments of other names, and what others write with the same marker, are left alone', async () => {
  const { github, comment } = await job()
  for (let id = 1; id <= 250; id++)
    github.comments.push({ id, login: 'eve', body: '<!-- cloudsmith-promote:promote -->\nAll is well.' })
  await comment()
  await comment(['--name', 'staging:production'])
  await comment(['--name', 'matrix -->'])
  expect(github.comments.slice(250).map(({ body }) => body.split('\n')[0])).toEqual([
    '<!-- cloudsmith-promote:promote -->',
    '<!-- cloudsmith-promote:staging:production -->',
    '<!-- cloudsmith-promote:matrix_--_ -->',
  ])
  expect(github.comments[0]?.body).toContain('All is well.')
})

test('where two jobs wrote one each at once, one stays', async () => {
  const { github, comment } = await job()
  const twin = { login: 'github-actions[bot]', body: '<!-- cloudsmith-promote:promote -->\nbefore' }
  github.comments.push({ id: 1, ...twin }, { id: 2, ...twin })
  expect(await comment()).toMatchObject({ code: 0 })
  expect(github.comments).toMatchObject([{ id: 1, body: expect.stringContaining('lodash goes') }])
})

test('what says already which comment it is goes there, and what is too long is cut', async () => {
  const { github, comment } = await job(`<!-- cloudsmith-promote:staging:production -->\n${'- a line\n'.repeat(20_000)}`)
  await comment()
  const [{ body } = { body: '' }] = github.comments
  expect(body).toMatch(/^<!-- cloudsmith-promote:staging:production -->\n- a line/)
  expect([Buffer.byteLength(body) <= 65_536, body.includes('more lines')]).toEqual([true, true])
})

test('without a pull request or a token nothing is sent, and what GitHub refuses is told with the permission', async () => {
  const { github, comment } = await job()
  expect(await comment([], { GITHUB_TOKEN: '' })).toMatchObject({ code: 2, stderr: expect.stringContaining('GITHUB_TOKEN') })
  expect(await comment([], { GITHUB_EVENT_PATH: '' })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--pull-request'),
  })
  expect(await comment([], { GITHUB_API_URL: 'http://github.example' })).toMatchObject({ code: 2 })
  expect(await comment(['--dry-run'])).toMatchObject({ code: 0, stdout: expect.stringContaining('not sent') })
  expect(github.asked).toEqual([])
  expect(await comment([], { GITHUB_EVENT_PATH: '', GITHUB_REF: 'refs/pull/7/merge' })).toMatchObject({ code: 0 })
  github.refuse(403)
  const { code, stderr } = await comment()
  expect([code, stderr]).toEqual([1, expect.stringContaining('pull-requests: write')])
  expect(stderr).not.toContain('job-token')
})
