import { resolve } from 'node:path'
import type { Environment } from '../environment.ts'
import { IdentityError } from '../errors.ts'
import { ask, type IdentityTransport, metadataLimits } from '../request-identity.ts'
import { type AwsCredentials, askSts, type Sts } from './aws-sts.ts'
import { isPrivate } from './private-address.ts'
import { readTokenFile } from './token-file.ts'

/** Gets credentials. Called for every exchange, because those of a role expire after some hours. */
export type GetAwsCredentials = (sts: Sts) => Promise<AwsCredentials>

/**
 * Finds a source of AWS credentials, in the order used by AWS's own tools: environment variables, the web identity of a pod (EKS), the container
 * (ECS, EKS Pod Identity), the machine (EC2). The machine is only asked if a variable names its metadata server, or the user names AWS.
 */
export function findAwsCredentials({ variable, cwd }: Environment, isNamed: boolean): GetAwsCredentials | undefined {
  const [accessKeyId, secretAccessKey] = [variable('AWS_ACCESS_KEY_ID'), variable('AWS_SECRET_ACCESS_KEY')]
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return async () => ({ accessKeyId, secretAccessKey, sessionToken: variable('AWS_SESSION_TOKEN') })
  }
  const [webIdentity, role] = [variable('AWS_WEB_IDENTITY_TOKEN_FILE'), variable('AWS_ROLE_ARN')]
  if (webIdentity !== undefined && role !== undefined) {
    const session = variable('AWS_ROLE_SESSION_NAME') ?? 'cloudsmith'
    return async (sts) =>
      assumeRole(role, session, await readTokenFile('AWS_WEB_IDENTITY_TOKEN_FILE', resolve(cwd, webIdentity)), sts)
  }
  const relative = variable('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')
  const container = relative === undefined ? variable('AWS_CONTAINER_CREDENTIALS_FULL_URI') : `http://169.254.170.2${relative}`
  if (container !== undefined) {
    const tokenFile = variable('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE')
    return async ({ send }) => {
      const token =
        tokenFile === undefined
          ? variable('AWS_CONTAINER_AUTHORIZATION_TOKEN')
          : await readTokenFile('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', resolve(cwd, tokenFile))
      return ofContainer(container, token, send)
    }
  }
  const endpoint = variable('AWS_EC2_METADATA_SERVICE_ENDPOINT')
  if (variable('AWS_EC2_METADATA_DISABLED')?.toLowerCase() === 'true' || (endpoint === undefined && !isNamed)) return undefined
  return ({ send }) => ofMachine(endpoint ?? 'http://169.254.169.254', send)
}

async function assumeRole(role: string, session: string, token: string, sts: Sts): Promise<AwsCredentials> {
  const parameters = { Action: 'AssumeRoleWithWebIdentity', RoleArn: role, RoleSessionName: session, WebIdentityToken: token }
  const read = await askSts(parameters, sts, undefined)
  return complete(read('AccessKeyId'), read('SecretAccessKey'), read('SessionToken'))
}

async function ofContainer(address: string, token: string | undefined, send: IdentityTransport): Promise<AwsCredentials> {
  if (!isPrivate(address))
    throw new IdentityError('AWS_CONTAINER_CREDENTIALS_FULL_URI must be an https URL, or an address of this machine.')
  const headers = { Accept: 'application/json', ...(token === undefined ? {} : { Authorization: token }) }
  return ofJson(await ask(() => new Request(address, { headers }), send, metadataLimits))
}

/** The metadata server needs a session token of its own (IMDSv2), which protects against forged requests. */
async function ofMachine(endpoint: string, send: IdentityTransport): Promise<AwsCredentials> {
  if (!isPrivate(endpoint)) throw new IdentityError('AWS_EC2_METADATA_SERVICE_ENDPOINT must be an address of this machine.')
  const base = `${endpoint.replace(/(?<!\/)\/+$/, '')}/latest`
  const begin = { method: 'PUT', headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '60' } }
  const token = await ask(() => new Request(`${base}/api/token`, begin), send, metadataLimits)
  const read = (path: string) =>
    ask(() => new Request(`${base}${path}`, { headers: { 'X-aws-ec2-metadata-token': token } }), send, metadataLimits)
  const roles = '/meta-data/iam/security-credentials/'
  return ofJson(await read(`${roles}${encodeURIComponent((await read(roles)).trim())}`))
}

function ofJson(text: string): AwsCredentials {
  try {
    const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(text) as Readonly<Record<string, unknown>>
    return complete(AccessKeyId, SecretAccessKey, Token)
  } catch {
    return complete(undefined, undefined, undefined)
  }
}

function complete(accessKeyId: unknown, secretAccessKey: unknown, sessionToken: unknown): AwsCredentials {
  if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string' && typeof sessionToken === 'string') {
    return { accessKeyId, secretAccessKey, sessionToken }
  }
  throw new IdentityError('AWS returned no credentials.')
}
