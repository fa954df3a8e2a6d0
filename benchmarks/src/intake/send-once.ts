/** Sends a file to a server in one way, `send-once.ts WAY ADDRESS FILE`, and prints its identifier. */
import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { Cloudsmith } from '@cloudsmith-sdk/client'

const [way, url = '', path = ''] = process.argv.slice(2)
const key = { 'X-Api-Key': 'emulator-admin-key' }
const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'emulator-admin-key' })
const file = await openAsBlob(path)
const partSize = 100 * 2 ** 20

const method = way === 'chunked' ? 'put' : (way as 'put')
const announced = await cloudsmith.files.create({ owner: 'acme', repo: 'dev', filename: basename(path), method })
const { identifier = '', upload_url = '', upload_fields } = announced
process.stdout.write(await send())

async function send(): Promise<string> {
  if (way === 'put') return (await transfer(upload_url, { method: 'PUT', body: file })).identifier
  if (way === 'chunked') return (await transfer(upload_url, { method: 'PUT', body: file.stream(), duplex: 'half' })).identifier
  if (way === 'post') {
    const form = new FormData()
    for (const [name, value] of Object.entries(upload_fields ?? {})) form.append(name, String(value))
    form.append('file', file, basename(path))
    await transfer(upload_url, { method: 'POST', body: form })
    return identifier
  }
  for (let part = 1; (part - 1) * partSize < file.size; part++) {
    const body = file.slice((part - 1) * partSize, part * partSize)
    await transfer(`${upload_url}?upload_id=${identifier}&part_number=${part}`, { method: 'PUT', body })
  }
  await cloudsmith.files.complete({ owner: 'acme', repo: 'dev', identifier, upload_id: identifier, complete: true })
  return identifier
}

async function transfer(to: string, init: RequestInit): Promise<{ identifier: string }> {
  const response = await fetch(to, { ...init, headers: key })
  const text = await response.text()
  if (!response.ok) throw new Error(`${to} answered ${response.status}: ${text}`)
  return text === '' ? { identifier } : JSON.parse(text)
}
