import { requestIdentity } from '../request-identity.ts'
import { aws } from './aws.ts'
import { buildkite } from './buildkite.ts'
import { type Detector, tokenIn, withQuery } from './detector.ts'
import { googleCloud } from './google-cloud.ts'
import { tokenFile } from './token-file.ts'

/** All detectors, in the order in which they are tried. @see docs/service.md#openid-connect */
export const detectors: readonly Detector[] = [
  {
    id: 'circleci',
    name: 'CircleCI',
    detect({ environment }) {
      if (environment.variable('CIRCLECI') !== 'true') return undefined
      const token = tokenIn(environment, 'CIRCLE_OIDC_TOKEN_V2', 'CIRCLE_OIDC_TOKEN')
      return token ?? { lacks: 'CIRCLE_OIDC_TOKEN_V2 is not set' }
    },
  },
  {
    id: 'azure_devops',
    name: 'Azure DevOps',
    detect({ environment: { variable }, send }) {
      const address = variable('SYSTEM_OIDCREQUESTURI')
      const accessToken = variable('SYSTEM_ACCESSTOKEN')
      if (address === undefined) return undefined
      if (accessToken === undefined) return { lacks: 'set env SYSTEM_ACCESSTOKEN: $(System.AccessToken) on the step' }
      // The audience is fixed by Azure: api://AzureADTokenExchange. Without an api-version, Azure answers 400.
      const headers = { Authorization: `Bearer ${accessToken}`, 'X-TFS-FedAuthRedirect': 'Suppress' }
      const request = () => new Request(withQuery(address, 'api-version', '7.1'), { method: 'POST', headers })
      return { identityToken: () => requestIdentity(request, 'oidcToken', send) }
    },
  },
  {
    id: 'github',
    name: 'GitHub Actions',
    detect({ environment: { variable }, audience, send }) {
      if (variable('GITHUB_ACTIONS') !== 'true') return undefined
      const address = variable('ACTIONS_ID_TOKEN_REQUEST_URL')
      const accessToken = variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')
      if (address === undefined || accessToken === undefined) return { lacks: 'give the job the permission id-token: write' }
      const headers = { Authorization: `Bearer ${accessToken}`, Accept: 'application/json; api-version=2.0' }
      const request = () => new Request(withQuery(address, 'audience', audience), { headers })
      return { identityToken: () => requestIdentity(request, 'value', send) }
    },
  },
  {
    id: 'bitbucket',
    name: 'Bitbucket Pipelines',
    detect({ environment }) {
      const token = tokenIn(environment, 'BITBUCKET_STEP_OIDC_TOKEN')
      if (token !== undefined || environment.variable('BITBUCKET_BUILD_NUMBER') === undefined) return token
      return { lacks: 'set oidc: true on the step' }
    },
  },
  {
    id: 'gitlab',
    name: 'GitLab CI',
    detect({ environment }) {
      if (environment.variable('GITLAB_CI') !== 'true') return undefined
      return tokenIn(environment, 'CLOUDSMITH_OIDC_TOKEN') ?? { lacks: 'set id_tokens: CLOUDSMITH_OIDC_TOKEN on the job' }
    },
  },
  buildkite,
  { id: 'generic', name: 'CLOUDSMITH_OIDC_TOKEN', detect: ({ environment }) => tokenIn(environment, 'CLOUDSMITH_OIDC_TOKEN') },
  tokenFile,
  // Last, unlike in the vendor's command line: a machine may have these identities for other purposes.
  aws,
  googleCloud,
]
