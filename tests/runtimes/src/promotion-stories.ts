import { Cloudsmith } from '@cloudsmith-sdk/client'
import { apply, plan, promote } from '@cloudsmith-sdk/promotion'
import { promotedSetOf, sign, statementOf, verifyEnvelope, type WebCryptoKey } from '@cloudsmith-sdk/promotion/evidence'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'
import type { Story } from './story.ts'

const pipelineText = `
owner: acme
stages:
  - repository: candidates
  - repository: accepted
    tag: accepted
    gates:
      scanned: {}
      max-severity: { critical: 0 }
`
const verifier = 'https://ci.acme.example/promoter'

export const promotionStories: Readonly<Record<string, Story>> = {
  'a package is promoted': {
    about: 'promotion',
    async tell({ url, key, owner }) {
      const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: key })
      const [found] = await cloudsmith.packages.list({ owner, repo: 'staging', query: 'name:^ms$' })
      const source = { owner, repo: 'staging', identifier: found?.slug_perm ?? '' }
      const { files, scan, package: arrived } = await promote(cloudsmith, source, { to: 'production', tags: ['released'] })
      return { files: files.length, scan: scan.status, repository: arrived.repository, tags: arrived.tags?.info }
    },
    expected: { files: 1, scan: 'Scan Detected No Vulnerabilities', repository: 'production', tags: ['released'] },
  },

  'a plan is made of a file, applied, and proved': {
    about: 'promotion',
    async tell({ url, key }) {
      const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: key })
      const pipeline = parsePipeline(pipelineText)
      const made = await plan(cloudsmith, pipeline, { from: 'candidates', to: 'accepted', select: 'everything' })
      const report = await apply(cloudsmith, pipeline, made)
      const { publicKey, privateKey } = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ])) as { publicKey: WebCryptoKey; privateKey: WebCryptoKey }
      const statement = statementOf(await promotedSetOf(report, { pipeline: 'libraries' }), { verifier })
      const proved = await verifyEnvelope(await sign(statement, privateKey), [publicKey])
      return {
        planned: made.items.map(({ outcome }) => outcome),
        applied: report.outcome,
        proved: proved.subject.map(({ name }) => name?.includes('lodash')),
      }
    },
    expected: { planned: ['promote'], applied: 'succeeded', proved: [true] },
  },
}
