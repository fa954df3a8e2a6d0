import { all, any, Cloudsmith, exactly, field, not } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()
const development = { owner: 'acme', repo: 'development' }

const query = all(field.format('npm'), field.tag('dev'), not(field.version.atLeast('2.0.0')))
const packages = await cloudsmith.packages.list({ ...development, query }).toArray()

const these = any(...packages.map(exactly)) // format, name and version of each, in one request
const inProduction = await cloudsmith.packages.list({ owner: 'acme', repo: 'production', query: these }).toArray()
console.log(query, inProduction.length)
