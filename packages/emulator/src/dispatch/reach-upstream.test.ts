import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registryClient } from '../../test/native/registry-client.ts'
import { keys, story } from '../../test/story.ts'
import { hasCommand } from '../catalogue/has-command.ts'

const index = 'apiVersion: v1\nentries:\n  web:\n  - name: web\n    version: 1.0.0\n    urls: [web.tgz]\n'

describe.skipIf(!hasCommand('openssl', 'version'))('an upstream whose certificate nobody knows', () => {
  let server: Server
  let folder = ''
  const url = () => `https://localhost:${(server.address() as AddressInfo).port}`

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certificate-'))
    const made = ['-keyout', 'key.pem', '-out', 'certificate.pem', '-subj', '/CN=localhost', '-days', '1']
    const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...made]
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
    const [key, cert] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(join(folder, name)))
    server = createServer({ key, cert }, ({ url, headers }, answer) => {
      if (url === '/away/index.yaml')
        answer.writeHead(302, { Location: `https://127.0.0.1:${headers.host?.split(':')[1]}/index.yaml` })
      answer.end(url === '/index.yaml' ? index : '')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  })

  async function ask(settings: object) {
    const { emulator, admin } = story()
    const upstream = { name: 'outside', upstream_url: url(), mode: 'Proxy Only', is_active: true, ...settings }
    await admin('POST', '/repos/acme/dev/upstream/helm/', upstream)
    const helm = registryClient(emulator, 'https://dl.cloudsmith.io/basic/acme/dev/helm/charts', keys.reader)
    const decode = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)
    return { index: decode(await helm('index.yaml')), refusal: decode(await helm('web-1.0.0.tgz')) }
  }

  test('is not asked', async () => {
    const { index, refusal } = await ask({})
    expect([index.includes('web'), refusal]).toEqual([
      false,
      expect.stringMatching(/cannot be reached: DEPTH_ZERO_SELF_SIGNED_CERT/),
    ])
  })

  test('is asked where its settings say not to look at that', async () => {
    expect((await ask({ verify_ssl: false })).index).toContain('web')
  })

  test('is believed alone, and nobody to whom it sends on', async () => {
    const { refusal } = await ask({ verify_ssl: false, upstream_url: `${url()}/away` })
    expect(refusal).toMatch(/cannot be reached: DEPTH_ZERO_SELF_SIGNED_CERT/)
  })
})
