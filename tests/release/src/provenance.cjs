// Loaded before npm: in place of a signature by the authority on the internet, what would be signed is written to the file that the variable
// STATEMENTS names, a line each. Everything else about proofs of origin is npm's own.
const { appendFileSync } = require('node:fs')
const Module = require('node:module')

const load = Module._load
Module._load = function loadWithoutSigning(request, ...rest) {
  return request === 'sigstore' ? { attest } : load.call(this, request, ...rest)
}

async function attest(payload, payloadType) {
  appendFileSync(process.env.STATEMENTS, `${payload}\n`)
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { tlogEntries: [] },
    dsseEnvelope: { payload: payload.toString('base64'), payloadType, signatures: [] },
  }
}
