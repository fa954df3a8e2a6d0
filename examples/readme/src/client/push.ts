import { AlreadyExistsError, Cloudsmith } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()
const manual = new File(['# Manual\n'], 'manual.md')

try {
  const pkg = await cloudsmith.push({
    ...{ owner: 'acme', repo: 'development', format: 'raw', name: 'manual', version: '1.0.0' },
    file: manual,
    ifExists: 'skip',
    onProgress: ({ sentBytes, totalBytes }) => console.log(`${sentBytes} of ${totalBytes} bytes`),
  })
  console.log(pkg.cdn_url)
} catch (error) {
  if (error instanceof AlreadyExistsError) console.log('it is there with other bytes')
  else throw error
}
