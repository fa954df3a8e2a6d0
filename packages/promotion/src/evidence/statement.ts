import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { type Digested, filesOf } from '../package/files.ts'
import { byKey } from '../repository/identity.ts'
import type { PromotedPackage, PromotedSet } from './promoted-set.ts'

/** What a statement says it is. @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const statementType = 'https://in-toto.io/Statement/v1'

/** What it is about: a verification, summed up. @see https://slsa.dev/spec/v1.1/verification_summary */
export const predicateType = 'https://slsa.dev/verification_summary/v1'

/** Field of the predicate with what promotions have to tell beyond the summary: extensions are named by URIs. */
export const promotionField = 'urn:cloudsmith-sdk:promotion:v1'

/** Something with its digests, as in-toto describes it. */
export interface ResourceDescriptor {
  readonly name?: string
  readonly uri?: string
  /** Algorithm to digest in hex. */
  readonly digest?: { readonly [algorithm: string]: string }
}

/** A SLSA verification summary, version 1. @see https://slsa.dev/spec/v1.1/verification_summary */
export interface VerificationSummary {
  readonly verifier: { readonly id: string; readonly version?: { readonly [component: string]: string } }
  /** ISO 8601. */
  readonly timeVerified: string
  /** What the subjects were let into, see `stageUri`: the same bytes may not be fit for another stage, even in the same repository. */
  readonly resourceUri: string
  readonly policy: ResourceDescriptor & { readonly uri: string }
  readonly inputAttestations?: readonly ResourceDescriptor[]
  readonly verificationResult: 'PASSED' | 'FAILED'
  readonly verifiedLevels: readonly string[]
  readonly [promotionField]?: PromotionDetails
}

/** What evidence tells of a promotion beyond the summary. */
export interface PromotionDetails
  extends Pick<PromotedSet, 'pipeline' | 'from' | 'to' | 'source' | 'destination' | 'plan' | 'approvals'> {
  readonly requestedBy: string | null
  readonly packages: readonly PromotedPackage[]
}

/** An in-toto statement about files, version 1. @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export interface Statement {
  readonly _type: typeof statementType
  readonly subject: readonly (ResourceDescriptor & { readonly digest: { readonly [algorithm: string]: string } })[]
  readonly predicateType: typeof predicateType
  readonly predicate: VerificationSummary
}

/** Options of {@link statementOf}. */
export interface StatementOptions {
  /** URI of who verified: whose word those who read the evidence rely on. */
  verifier: string
  /** What verified, by component, such as `{ 'acme-promoter': '1.2.0' }`. Default: nothing is told. */
  versions?: { readonly [component: string]: string } | undefined
  /** SLSA levels that somebody checked, or words of one's own. Default: that nobody looked at the build. */
  levels?: readonly string[] | undefined
  /** All attestations that the decision rests upon, each with its digest. Default: nothing is told. */
  inputAttestations?: readonly (ResourceDescriptor & { readonly digest: { readonly [algorithm: string]: string } })[] | undefined
}

/**
 * States that packages were promoted: every file by its digest, who verified, under which rules, and what each package went through.
 * The same set gives the same statement.
 *
 * @throws {InvalidRequestError} nothing was promoted, or the verifier is no URI
 */
export function statementOf(set: PromotedSet, options: StatementOptions): Statement {
  const { verifier, versions, levels = ['SLSA_BUILD_LEVEL_UNEVALUATED'], inputAttestations } = options
  if (!URL.canParse(verifier)) throw new InvalidRequestError(`The verifier ${JSON.stringify(verifier)} is not a URI.`)
  const packages = set.packages.toSorted((a, b) => byKey(placeOf(a), placeOf(b)))
  const subject = packages.flatMap((pkg) =>
    pkg.files.map(({ filename, sha256 }) => ({ name: `${placeOf(pkg)}/${filename}`, digest: { sha256 } })),
  )
  if (subject.length === 0) throw new InvalidRequestError('Nothing was promoted, so there is nothing to attest.')
  const { owner, pipeline, from, to, source, destination, at, plan, requestedBy = null, approvals } = set
  return {
    _type: statementType,
    subject,
    predicateType,
    predicate: {
      verifier: { id: verifier, ...(versions === undefined ? {} : { version: versions }) },
      timeVerified: at,
      resourceUri: stageUri(owner, destination, to),
      policy: {
        uri: `urn:cloudsmith-sdk:pipeline:${[owner, pipeline].map(encodeURIComponent).join(':')}`,
        digest: { sha256: plan },
      },
      ...(inputAttestations === undefined ? {} : { inputAttestations }),
      verificationResult: 'PASSED',
      verifiedLevels: levels,
      [promotionField]: { pipeline, from, to, source, destination, plan, requestedBy, approvals, packages },
    },
  }
}

/**
 * The address by which evidence names a stage: that of its repository, and within it the stage, as stages may share one.
 *
 * @param repository its slug
 * @param stage its name. Default: that of its repository, as in pipelines
 * @see docs/service.md#slugs: addresses of the web app
 */
export const stageUri = (owner: string, repository: string, stage = repository): string => {
  const [workspace, repo, name] = [owner, repository, stage].map(encodeURIComponent)
  return `https://app.cloudsmith.com/${workspace}/r/${repo}#stage=${name}`
}

/** The digests that evidence about a package has to speak of: SHA-256 in hex, undefined where the service tells none. */
export const subjectsOf = (pkg: Digested): readonly (string | undefined)[] =>
  filesOf(pkg).map(({ sha256 }) => sha256 ?? undefined)

/** Names a package among the subjects by all that people tell it by; siblings, which only their bytes tell apart, by their `slug_perm`. */
function placeOf({ package: identity }: PromotedPackage): string {
  const { format, name, version, distribution, architectures = [], type, identifiers = {}, slugPerm } = identity
  return [format, name, version, distribution, ...architectures, type, ...Object.values(identifiers), slugPerm]
    .filter(Boolean)
    .join('/')
}
