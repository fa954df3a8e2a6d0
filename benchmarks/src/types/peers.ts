import { schemaName } from '@cloudsmith-sdk/openapi/shapes'
import type { Placed } from '../operations.ts'
import { heyApiClient } from '../peers/hey-api.ts'
import { openapiTypes } from '../peers/openapi-types.ts'

/** A client whose types are measured: how programs import it and call its operations. */
export interface Peer {
  /** Name in the figures; none for this SDK. */
  key: string | undefined
  /** Name in the table. */
  label: string
  /** What every program starts with: imports, and a client where the peer has such a thing. */
  header: string
  /** Type of what a call is given, or undefined where it takes nothing. */
  parameters(operation: Placed): string | undefined
  /** The awaited call, down to the data that it answers with. */
  call(operation: Placed, argument: string): string
}

const pascal = (words: readonly string[]) => words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')

const inUrl = ({ operation }: Placed) => operation.parameters.filter((parameter) => parameter.in !== 'header')

const cloudsmith: Peer = {
  key: undefined,
  label: '@cloudsmith-sdk/client',
  header: `import { Cloudsmith } from '@cloudsmith-sdk/client'
import type * as sdk from '@cloudsmith-sdk/client'
export const cloudsmith = new Cloudsmith()`,
  parameters(placed) {
    if (inUrl(placed).length === 0 && placed.operation.body === undefined) return undefined
    return `sdk.${placed.version === 'v1' ? '' : 'V2'}${pascal(placed.path)}Params`
  },
  call({ version, path }, argument) {
    return `await cloudsmith.${version === 'v1' ? '' : 'v2.'}${path.join('.')}(${argument})`
  },
}

const openapiFetch: Peer = {
  key: 'openapiFetch',
  label: 'openapi-fetch',
  header: `import createClient from 'openapi-fetch'
import type * as v1 from './${openapiTypes('v1')}'
import type * as v2 from './${openapiTypes('v2')}'
export const clients = { v1: createClient<v1.paths>(), v2: createClient<v2.paths>() }`,
  parameters(placed) {
    const { version, operation } = placed
    const body = operation.body && schemaName(operation.body.schema)
    const parts = [
      ...(inUrl(placed).length === 0 ? [] : [`params: ${version}.operations['${operation.id}']['parameters']`]),
      ...(body === undefined ? [] : [`body: ${version}.components['schemas']['${body}']`]),
    ]
    return parts.length === 0 ? undefined : `{ ${parts.join('; ')} }`
  },
  call({ version, operation }, argument) {
    return `(await clients.${version}.${operation.method}('${operation.path}'${argument === '' ? '' : `, ${argument}`})).data`
  },
}

/** What @hey-api/openapi-ts generates, from `folder`: the sources that its users keep in their project, or declarations of them. */
function heyApi(key: string, label: string, folder: string): Peer {
  return {
    key,
    label,
    header: `import * as v1 from './${folder}${heyApiClient('v1')}'
import * as v2 from './${folder}${heyApiClient('v2')}'
export const clients = [v1.packagesRead, v2]`,
    parameters: ({ version, operation }) => `${version}.${pascal(words(operation.id))}Data`,
    call({ version, operation }, argument) {
      const name = pascal(words(operation.id))
      return `(await ${version}.${name.slice(0, 1).toLowerCase()}${name.slice(1)}(${argument})).data`
    },
  }
}

/** The words of an operation id, whose parts are divided by underscores and hyphens. */
const words = (id: string) => id.split(/[_-]/)

/** Folder with the declarations of what @hey-api/openapi-ts generates. */
export const declared = 'declared/'

/** This SDK first, then those it is compared with. */
export const peers: readonly Peer[] = [
  cloudsmith,
  openapiFetch,
  heyApi('heyApi', '@hey-api/openapi-ts, its sources', ''),
  heyApi('heyApiDeclared', '@hey-api/openapi-ts, compiled', declared),
]
