import { readFile, writeFile } from 'node:fs/promises'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { apply, approval, approve, definePipeline, plan, planText, reportText } from '@cloudsmith-sdk/promotion'
import { readApproval, readPlan } from '@cloudsmith-sdk/promotion/documents'
import { githubIdentity } from '@cloudsmith-sdk/promotion/node'

const { CLOUDSMITH_API_KEY: apiKey, CLOUDSMITH_BASE_URL: baseUrl, GITHUB_ACTOR: requestedBy } = process.env
const issuer = process.env.ISSUER ?? 'https://token.actions.githubusercontent.com'
const cloudsmith = new Cloudsmith({ apiKey, baseUrl })
const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'staging' }, { repository: 'production', gates: [approval({ quorum: 2 })] }],
  people: { ada: { keys: ['ada-2026'] }, bob: { logins: ['bob-acme'], subjects: [{ issuer, subject: 'bob-acme' }] } },
})

const read = (file: string) => readFile(file, 'utf8')
const stored = async () => readPlan(await read('plan.json'), { source: 'plan.json' })
const write = (file: string, document: object) => writeFile(file, JSON.stringify(document))
const key = async (file: string, use: 'sign' | 'verify') =>
  crypto.subtle.importKey('jwk', JSON.parse(await read(file)), 'Ed25519', true, [use])

const jobs = {
  async plan() {
    const made = await plan(cloudsmith, pipeline, { from: 'staging', to: 'production', select: { tag: 'tested' }, requestedBy })
    console.log(planText(made))
    await write('plan.json', made)
  },
  approveByKey: async () =>
    write('ada.json', await approve(await stored(), { by: 'ada', signer: await key('ada.private.json', 'sign') })),
  approveByToken: async () => write('bob.json', await approve(await stored(), { by: 'bob', identity: githubIdentity() })),
  async apply() {
    const keys = [{ keyid: 'ada-2026', key: await key('ada.public.json', 'verify') }]
    const issuers = [{ issuer, subject: 'actor', claims: { repository: 'acme/releases', environment: 'approvals' } }]
    const approvals = [readApproval(await read('ada.json')), readApproval(await read('bob.json'))]
    const report = await apply(cloudsmith, pipeline, await stored(), { approvals, trust: { keys, issuers } })
    console.log(reportText(report))
    process.exitCode = report.outcome === 'succeeded' ? 0 : 1
  },
}
await jobs[process.argv[2] as keyof typeof jobs]()
