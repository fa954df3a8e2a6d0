import { largestPageSize } from '../generated/page-size.ts'

/**
 * Behaviours of the service that no source documents, or on which sources disagree. Each defaults to the likelier one; change them to check that a
 * program copes with both.
 *
 * @see docs/service.md#unknown
 */
export interface Switches {
  /** The prefix of the hex digest in `X-Cloudsmith-Signature`. Default: none. */
  signaturePrefix: '' | 'sha1='
  /** Anonymous callers get 404 where they would otherwise get 401. Default: 401. */
  maskFromAnonymous: boolean
  /** A copy has the `info` tags of its source. Default: yes. */
  copyKeepsTags: boolean
  /** A copy has the `uploaded_at` of its source. Default: no. */
  copyKeepsUploadedAt: boolean
  /** A copy has the uploader of its source. Default: no, its uploader is whoever copied it. */
  copyKeepsUploader: boolean
  /** Copying or moving a quarantined package is refused, or the package arrives quarantined, or released. Default: refused. */
  quarantinedCopy: 'refused' | 'quarantined' | 'released'
  /** A package that is moved keeps its tags. Default: yes. */
  moveKeepsTags: boolean
  /** All packages of the newest version have the tag `latest`, instead of only the last one to arrive. Default: yes. */
  latestOnEveryFile: boolean
  /**
   * Uploads for distributions and releases that the emulator does not know are refused or accepted. Default: refused; it knows all that are
   * documented.
   */
  unknownDistribution: 'accepted' | 'refused'
  /** Completing a multipart upload a second time is refused with 400, or accepted. Default: refused. */
  completedTwice: 'refused' | 'accepted'
  /** The status with which an unknown destination, or one in another workspace, is refused. Default: 422. */
  unknownDestination: 404 | 422
  /** A move raises `package.deleted` in the source. Default: no. */
  moveRaisesDeleted: boolean
  /** A copy or move raises `package.created` in the destination. Default: yes. */
  arrivalRaisesCreated: boolean
  /** `Replace` with an empty list of tags removes all tags that are not immutable. Default: yes; otherwise it is refused. */
  replaceWithNothingClears: boolean
  /** `Add` with `is_immutable` also makes existing tags immutable. Default: yes. */
  addMakesImmutable: boolean
  /** Most rows on a page. Default: 500, as documented; the official command line assumes 1,000. */
  maxPageSize: number
  /**
   * Responses for empty lists have pagination headers (page 1 of 1). Default: yes, because clients need them; the documentation says that they have
   * none.
   */
  emptyListHeaders: boolean
  /** Minutes until an API key expires that was exchanged for an OpenID Connect token. Default: 90; the documentation also says 120. */
  exchangedKeyMinutes: number
  /** A webhook whose last attempt fails is disabled. Default: no. */
  disableFailingWebhooks: boolean
  /** Creating, changing or deleting an enterprise policy judges all packages of its workspace again. Default: no, it only applies to later events. */
  policyChangeJudgesAnew: boolean
  /**
   * A package that offers a choice of licences, such as `MIT OR GPL-3.0-only`, violates a policy that denies one of them. Default: yes, as the
   * documentation speaks of detected licences; otherwise it only violates the policy if all of them are denied.
   */
  deniedChoiceViolates: boolean
  /** Scans report advisories that are not vulnerabilities, such as notices that a package is unmaintained. Default: no. */
  informationalIsFound: boolean
  /** Packages can only be downloaded after their scan, as in a workspace with "block until scan". Default: no. */
  blockUntilScan: boolean
  /**
   * Most characters of a package search, as encoded in the URL; longer ones are refused with the status `tooLongQuery`. 0 means the 100,000 that can
   * be parsed at all. Default: 8,000, as common servers accept URLs of 8 kB.
   */
  maxQueryLength: number
  /** The status with which a search that is too long is refused. Default: 414. */
  tooLongQuery: 414 | 400
  /**
   * Seconds by which lists and searches of packages lag behind: new packages are missing, and changed or deleted ones are shown as before. Reads by
   * identifier are always current. Default: 0; on the service it can be a minute.
   */
  lagSeconds: number
}

/** The likelier behaviours. */
export const defaultSwitches: Switches = {
  signaturePrefix: '',
  maskFromAnonymous: false,
  copyKeepsTags: true,
  copyKeepsUploadedAt: false,
  copyKeepsUploader: false,
  quarantinedCopy: 'refused',
  moveKeepsTags: true,
  latestOnEveryFile: true,
  unknownDistribution: 'refused',
  completedTwice: 'refused',
  unknownDestination: 422,
  moveRaisesDeleted: false,
  arrivalRaisesCreated: true,
  replaceWithNothingClears: true,
  addMakesImmutable: true,
  maxPageSize: largestPageSize,
  emptyListHeaders: true,
  exchangedKeyMinutes: 90,
  disableFailingWebhooks: false,
  policyChangeJudgesAnew: false,
  deniedChoiceViolates: true,
  informationalIsFound: false,
  blockUntilScan: false,
  maxQueryLength: 8000,
  tooLongQuery: 414,
  lagSeconds: 0,
}
