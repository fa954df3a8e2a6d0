import { IdentityError } from '../errors.ts'
import { ask, type IdentityTransport } from '../request-identity.ts'
import { isPrivate } from './private-address.ts'

/** Credentials that sign requests to AWS. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** Where the Security Token Service is, and how to send requests to it. */
export interface Sts {
  readonly region: string
  /** Default: the endpoint of the region, because the global one issues no identity tokens. */
  readonly endpoint: string | undefined
  readonly send: IdentityTransport
}

/**
 * Calls the Security Token Service. Resolves to a function that reads an element of the response.
 *
 * @param credentials sign the request; without them, it is not signed
 * @throws {IdentityError} the service refuses, or its URL is not secure
 */
export async function askSts(
  parameters: Readonly<Record<string, string>>,
  { region, endpoint, send }: Sts,
  credentials: AwsCredentials | undefined,
): Promise<(element: string) => string | undefined> {
  const url = endpoint ?? `https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`
  if (!isPrivate(url)) throw new IdentityError('AWS_ENDPOINT_URL_STS must be an https URL.')
  const body = new URLSearchParams({ Version: '2011-06-15', ...parameters }).toString()
  const plain = { method: 'POST', url, headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body }
  const { headers } = credentials === undefined ? plain : await sign(plain, credentials, region)
  const text = await ask(() => new Request(url, { method: 'POST', headers, body }), send)
  return (element) => new RegExp(`<${element}>([^<]+)</`).exec(text)?.[1]
}

async function sign(
  request: { method: string; url: string; headers: Record<string, string>; body: string },
  credentials: AwsCredentials,
  region: string,
) {
  const { AwsV4Signer } = await import('aws4fetch')
  const { sessionToken, ...keys } = credentials
  return await new AwsV4Signer({ ...request, ...keys, ...(sessionToken && { sessionToken }), service: 'sts', region }).sign()
}
