/** Makes one call to the service whose address is the first argument, and prints the package's name. */
import { Cloudsmith } from '../../src/index.ts'

const cloudsmith = new Cloudsmith({ baseUrl: process.argv[2], apiKey: 'key' })
const { name } = await cloudsmith.packages.read({ owner: 'acme', repo: 'dev', identifier: 'abc' })
process.stdout.write(`${name}\n`)
