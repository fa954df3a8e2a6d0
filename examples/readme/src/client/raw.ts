import { Cloudsmith } from '@cloudsmith-sdk/client'

const cloudsmith = new Cloudsmith()

const { data, error, response } = await cloudsmith.v1.GET('/packages/{owner}/{repo}/', {
  params: { path: { owner: 'acme', repo: 'development' } },
})
console.log(response.status, error === undefined ? data.length : error.detail)
