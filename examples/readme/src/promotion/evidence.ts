import { apply, plan } from '@cloudsmith-sdk/promotion'
import { attest, history } from '@cloudsmith-sdk/promotion/evidence'
import { cloudsmith, pipeline } from './acme.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])

const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: { tag: 'candidate' } })
const report = await apply(cloudsmith, pipeline, made)
await attest(cloudsmith, report, { pipeline: 'libraries', verifier: 'https://ci.acme.example/promoter', signer: privateKey })

const select = { packages: [{ format: 'npm', name: 'ms', version: '2.1.3' }] }
console.log(await history(cloudsmith, pipeline, { stage: 'staging', keys: [publicKey], select }))
