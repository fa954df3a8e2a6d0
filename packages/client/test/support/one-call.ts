/** Makes one call to the service whose URL is the first argument, and prints the package's name. The second argument is the number of retries. */
import { Cloudsmith } from '../../src/index.ts'

const [, , baseUrl, retries = '4'] = process.argv
const cloudsmith = new Cloudsmith({ baseUrl, apiKey: 'key', retries: Number(retries) })
const { name } = await cloudsmith.packages.read({ owner: 'acme', repo: 'dev', identifier: 'abc' })
process.stdout.write(`${name}\n`)
