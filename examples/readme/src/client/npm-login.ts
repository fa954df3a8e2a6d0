import { writeFile } from 'node:fs/promises'
import { findCredentials, revealCredential } from '@cloudsmith-sdk/client/node'

const registry = '//npm.cloudsmith.io/acme/development/'
const key = await revealCredential(findCredentials())
const lines = [`@acme:registry=https:${registry}`, `${registry}:_authToken=${key}`, '']
await writeFile('.npmrc', lines.join('\n'), { mode: 0o600 })
