/**
 * What the compiler must accept and reject. Nothing here is run: type-checking the package checks it.
 */
import {
  type Call,
  Cloudsmith,
  type ListCall,
  type Package,
  type PackageDetail,
  type Page,
  type RateLimitError,
  type Repository,
  type WithResponse,
} from './index.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(..._: Same<A, B> extends true ? [] : ['these types differ', A, B]): void => {}

const cloudsmith = new Cloudsmith({ apiKey: 'key' })
const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }

/** Tests the tests: types that differ are detected. */
// @ts-expect-error
same<string, number>()

export async function resultsAreTyped(): Promise<void> {
  const read = cloudsmith.packages.read(at)
  same<typeof read, Call<PackageDetail>>()
  const answer = await read
  same<typeof answer, PackageDetail>()
  const both = await read.withResponse()
  same<typeof both, WithResponse<PackageDetail>>()

  const list = cloudsmith.packages.list({ owner: 'acme', repo: 'dev' })
  same<typeof list, ListCall<Package>>()
  const page = await list
  same<typeof page, Page<Package>>()
  for await (const row of list) same<typeof row, Package>()
  for await (const each of list.pages()) same<typeof each, Page<Package>>()
  const rows = await list.toArray({ limit: 5 })
  same<typeof rows, Package[]>()

  const nothing = await cloudsmith.packages.delete(at)
  same<typeof nothing, void>()
}

export async function rawResultsAreTyped(): Promise<void> {
  const { data, error } = await cloudsmith.v1.GET('/packages/{owner}/{repo}/{identifier}/', { params: { path: at } })
  if (data !== undefined) same<typeof data.files, PackageDetail['files']>()
  if (error !== undefined) same<typeof error.detail, string>()
  // @ts-expect-error there is no such path
  await cloudsmith.v1.GET('/package/{owner}/')
  // @ts-expect-error a path parameter is missing
  await cloudsmith.v1.GET('/packages/{owner}/{repo}/{identifier}/', { params: { path: { owner: 'acme' } } })
}

export function misspellingsAreSeen(): void {
  // @ts-expect-error apikey
  new Cloudsmith({ apikey: 'key' })
  // @ts-expect-error retry
  new Cloudsmith({ retry: 5 })
  // @ts-expect-error timeOut, among the options of a call
  cloudsmith.packages.read(at, { timeOut: 5 })
  // @ts-expect-error pagesize, in the query
  cloudsmith.packages.list({ owner: 'acme', repo: 'dev', pagesize: 5 })
  // @ts-expect-error repository, in the path
  cloudsmith.packages.list({ owner: 'acme', repository: 'dev' })
  // @ts-expect-error target, in the body
  cloudsmith.packages.copy({ ...at, destination: 'staging', target: 'staging' })
  // @ts-expect-error a call without parameters takes options only
  cloudsmith.formats.list({ page: 5 })
  // @ts-expect-error there is no such method
  cloudsmith.packages.promote(at)
  // @ts-expect-error maximum, an option of toArray
  cloudsmith.formats.list().toArray({ maximum: 5 })
}

export function whatIsNeededIsDemanded(): void {
  // @ts-expect-error destination
  cloudsmith.packages.copy(at)
  // @ts-expect-error identifier
  cloudsmith.packages.read({ owner: 'acme', repo: 'dev' })
  // @ts-expect-error a number is not a slug
  cloudsmith.packages.read({ ...at, owner: 5 })
  // @ts-expect-error everything
  cloudsmith.packages.read()
}

export function readOnlyFieldsAreNotDemanded(): void {
  // A repository has some fifty fields, most of which the service fills in: a name is enough.
  cloudsmith.repos.create({ owner: 'acme', name: 'staging' })
  // @ts-expect-error fields that the service fills in cannot be sent
  cloudsmith.repos.create({ owner: 'acme', name: 'staging', slug_perm: 'abc' })
  cloudsmith.repos.update({ owner: 'acme', repo: 'staging', description: 'Tested, not yet released.' })
  const read = cloudsmith.repos.read({ owner: 'acme', repo: 'staging' })
  same<typeof read, Call<Repository>>()
}

export async function answersAreComplete(): Promise<void> {
  const { slug_perm } = await cloudsmith.packages.read(at)
  same<typeof slug_perm, string>()
}

export function optionsMayBeUndefined(env: { CLOUDSMITH_API_KEY?: string }): Cloudsmith {
  return new Cloudsmith({ apiKey: env.CLOUDSMITH_API_KEY })
}

export async function limitsAreTyped(): Promise<void> {
  const other = cloudsmith.withOptions({
    reserve: 0.25,
    deadline: Date.now(),
    timeout: 5,
    totalTimeout: 5,
    retries: 0,
    maxRetryAfter: 5,
  })
  same<typeof other, Cloudsmith>()
  await other.packages.read(at, { deadline: 5 })
  // @ts-expect-error apiKey: the credential belongs to the connection
  cloudsmith.withOptions({ apiKey: 'key' })
  // @ts-expect-error reserve: an option of a client, not of a call
  await other.packages.read(at, { reserve: 0.5 })
  const limited = (error: RateLimitError) => same<typeof error.limitedBy, 'service' | 'reserve'>()
  same<typeof limited, (error: RateLimitError) => void>()
}
