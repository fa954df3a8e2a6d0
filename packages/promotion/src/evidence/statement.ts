import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { type Digested, filesOf } from '../package/files.ts'
import { byKey } from '../repository/identity.ts'
import type { PromotedPackage, PromotedSet } from './promoted-set.ts'

/** The `_type` of a statement. @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const statementType = 'https://in-toto.io/Statement/v1'

/** The predicate type: a verification summary. @see https://slsa.dev/spec/v1.1/verification_summary */
export const predicateType = 'https://slsa.dev/verification_summary/v1'

/** The predicate field that contains {@link PromotionDetails}. Extension fields are named by URIs. */
export const promotionField = 'urn:cloudsmith-sdk:promotion:v1'

/** A resource with its digests, as defined by in-toto. */
export interface ResourceDescriptor {
  readonly name?: string
  readonly uri?: string
  /** Digests in hex, by algorithm. */
  readonly digest?: { readonly [algorithm: string]: string }
}

/** A SLSA verification summary, version 1. @see https://slsa.dev/spec/v1.1/verification_summary */
export interface VerificationSummary {
  readonly verifier: { readonly id: string; readonly version?: { readonly [component: string]: string } }
  /** When it was verified, in ISO 8601. */
  readonly timeVerified: string
  /** The stage that the subjects were accepted for, see `stageUri`: the same bytes may not be fit for another stage, even in the same repository. */
  readonly resourceUri: string
  /** The rules that were applied; `statementOf` sets the URI of the pipeline and the digest of the plan. */
  readonly policy: ResourceDescriptor & { readonly uri: string }
  /** The attestations that the decision is based on. */
  readonly inputAttestations?: readonly ResourceDescriptor[]
  readonly verificationResult: 'PASSED' | 'FAILED'
  /** Verified SLSA levels, or levels of the verifier's own. */
  readonly verifiedLevels: readonly string[]
  readonly [promotionField]?: PromotionDetails
}

/** The details of a promotion that evidence contains beyond the summary. */
export interface PromotionDetails
  extends Pick<PromotedSet, 'pipeline' | 'from' | 'to' | 'source' | 'destination' | 'plan' | 'approvals'> {
  /** Who requested the promotion; null if not given. */
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
  /** URI that identifies the verifier, on whose word readers of the evidence rely. */
  verifier: string
  /** Versions of the verifying software, by component, such as `{ 'acme-promoter': '1.2.0' }`. Default: none. */
  versions?: { readonly [component: string]: string } | undefined
  /** Verified SLSA levels, or levels of your own. Default: `SLSA_BUILD_LEVEL_UNEVALUATED`, which states that the build was not examined. */
  levels?: readonly string[] | undefined
  /** All attestations that the decision is based on, each with its digest. Default: none are listed. */
  inputAttestations?: readonly (ResourceDescriptor & { readonly digest: { readonly [algorithm: string]: string } })[] | undefined
}

/**
 * Creates a statement that packages were promoted: the digest of every file, the verifier, the rules, and the gates, waivers and approvals of each
 * package. The same set and options give the same statement.
 *
 * @throws {InvalidRequestError} nothing was promoted, or the verifier is not a URI
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
 * The URI of a stage in evidence: the address of its repository with the name of the stage, because stages may share a repository.
 *
 * @param repository its slug
 * @param stage its name. Default: the slug of its repository, as in pipelines
 * @see docs/service.md#slugs: addresses of the web app
 */
export const stageUri = (owner: string, repository: string, stage = repository): string => {
  const [workspace, repo, name] = [owner, repository, stage].map(encodeURIComponent)
  return `https://app.cloudsmith.com/${workspace}/r/${repo}#stage=${name}`
}

/** The digests that evidence about a package must cover: SHA-256 in hex; undefined for a file without a reported digest. */
export const subjectsOf = (pkg: Digested): readonly (string | undefined)[] =>
  filesOf(pkg).map(({ sha256 }) => sha256 ?? undefined)

/**
 * Names a package among the subjects by everything that identifies it. The `slug_perm` tells siblings apart, which otherwise differ only in their
 * bytes.
 */
function placeOf({ package: identity }: PromotedPackage): string {
  const { format, name, version, distribution, architectures = [], type, identifiers = {}, slugPerm } = identity
  return [format, name, version, distribution, ...architectures, type, ...Object.values(identifiers), slugPerm]
    .filter(Boolean)
    .join('/')
}
