import { Cloudsmith, SyncFailedError } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()
const manual = new File(['# Manual\n'], 'manual.md')

try {
  const pkg = await cloudsmith.push({
    ...{ owner: 'acme', repo: 'development', format: 'raw', name: 'manual', version: '1.0.0' },
    file: manual,
    onProgress: ({ sentBytes, totalBytes }) => console.log(`${sentBytes} of ${totalBytes} bytes`),
  })
  console.log(pkg.cdn_url)
} catch (error) {
  if (error instanceof SyncFailedError && error.failure === 'duplicate') console.log('it is there already')
  else throw error
}
