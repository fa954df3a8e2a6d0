import { IdentityError } from '../errors.ts'
import { findAwsCredentials } from './aws-credentials.ts'
import { type AwsCredentials, askSts, type Sts } from './aws-sts.ts'
import type { Detector } from './detector.ts'

/** AWS: the Security Token Service issues an identity token for the role, if the account has enabled outbound identity federation. */
export const aws: Detector = {
  id: 'aws',
  name: 'AWS',
  detect({ environment, audience, send, isNamed }) {
    const credentials = findAwsCredentials(environment, isNamed)
    if (credentials === undefined) return undefined
    const region = environment.variable('AWS_REGION', 'AWS_DEFAULT_REGION')
    if (region === undefined || !/^[a-z\d-]+$/.test(region)) return { lacks: 'set AWS_REGION' }
    const sts = { region, endpoint: environment.variable('AWS_ENDPOINT_URL_STS'), send }
    return { identityToken: async () => vouch(audience, sts, await credentials(sts)) }
  },
}

async function vouch(audience: string, sts: Sts, credentials: AwsCredentials): Promise<string> {
  const parameters = { Action: 'GetWebIdentityToken', 'Audience.member.1': audience, SigningAlgorithm: 'RS256' }
  const read = await askSts(parameters, sts, credentials)
  const token = read('WebIdentityToken')
  if (token === undefined) throw new IdentityError('AWS STS returned no identity token.')
  return token
}
