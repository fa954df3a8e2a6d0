import { mkdir } from 'node:fs/promises'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { downloadTo } from '@cloudsmith-sdk/client/node'

const cloudsmith = new Cloudsmith()
const [pkg] = await cloudsmith.packages.list({ owner: 'acme', repo: 'development', query: 'tag:dev' }).toArray({ limit: 1 })

if (pkg !== undefined) {
  const { stream } = await cloudsmith.download(pkg)
  for await (const chunk of stream) console.log(chunk.byteLength)

  await mkdir('vendor', { recursive: true })
  await downloadTo(cloudsmith, pkg, 'vendor/') // the file appears only once it is complete and verified
}
