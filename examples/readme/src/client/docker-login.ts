import { spawnSync } from 'node:child_process'
import { findCredentials, revealCredential } from '@cloudsmith-sdk/client/node'

const input = await revealCredential(findCredentials())
const login = ['login', 'docker.cloudsmith.io', '--username', 'token', '--password-stdin']
const { status } = spawnSync('docker', login, { input, stdio: ['pipe', 'inherit', 'inherit'] })
process.exitCode = status ?? 1
