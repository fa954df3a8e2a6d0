import { largestPageSize } from '../generated/page-size.ts'

/**
 * Behaviour of the service that no source tells, or on which sources disagree. Each has the likelier answer as its default; switch them
 * to see that a program survives both.
 *
 * @see docs/service.md#unknown
 */
export interface Switches {
  /** In front of the hex digest in `X-Cloudsmith-Signature`. Default: nothing. */
  signaturePrefix: '' | 'sha1='
  /** Anonymous callers get 404 where others would be told 401. Default: 401. */
  maskFromAnonymous: boolean
  /** A copy has the `info` tags of its source. Default: yes. */
  copyKeepsTags: boolean
  /** A copy has the `uploaded_at` of its source. Default: no. */
  copyKeepsUploadedAt: boolean
  /** A copy has the uploader of its source. Default: no, but whoever copies. */
  copyKeepsUploader: boolean
  /** Copies and moves of quarantined packages: refused, or what arrives is quarantined still, or released. Default: refused. */
  quarantinedCopy: 'refused' | 'quarantined' | 'released'
  /** A package that is moved keeps its tags. Default: yes. */
  moveKeepsTags: boolean
  /** All packages of the newest version have `latest`, and not only the last of them that came. Default: yes. */
  latestOnEveryFile: boolean
  /** Uploads for distributions and releases that the emulator has not heard of. Default: refused; it knows what is known of the service. */
  unknownDistribution: 'accepted' | 'refused'
  /** Completing an upload in parts a second time. Default: refused with 400. */
  completedTwice: 'refused' | 'accepted'
  /** How a destination that is unknown or in another workspace is refused. Default: 422. */
  unknownDestination: 404 | 422
  /** A move raises `package.deleted` in the source. Default: no. */
  moveRaisesDeleted: boolean
  /** A copy or move raises `package.created` in the destination. Default: yes. */
  arrivalRaisesCreated: boolean
  /** `Replace` with an empty list of tags removes all that may be removed. Default: yes; else it is refused. */
  replaceWithNothingClears: boolean
  /** `Add` with `is_immutable` makes tags immutable that are there already. Default: yes. */
  addMakesImmutable: boolean
  /** Most rows of a page. Default: 500, as documented; the official command line assumes 1,000. */
  maxPageSize: number
  /** Lists without rows have pagination headers: page 1 of 1. Default: yes, as clients need them; the documentation says that they have none. */
  emptyListHeaders: boolean
  /** Minutes that a key lives which an OpenID Connect token was exchanged for. Default: 90; the documentation says 120 as well. */
  exchangedKeyMinutes: number
  /** A webhook that fails to the last attempt is disabled. Default: no. */
  disableFailingWebhooks: boolean
  /** Creating, changing or deleting an enterprise policy judges all packages of its workspace anew. Default: no, only what happens later does. */
  policyChangeJudgesAnew: boolean
  /**
   * A licence that a package offers beside others, as in `MIT OR GPL-3.0-only`, violates a policy that denies it. Default: yes, as the
   * documentation speaks of licences that are detected; else a package violates only where no choice is left.
   */
  deniedChoiceViolates: boolean
  /** Scans find advisories that are no vulnerability, but tell that a package is unmaintained or has to be known of. Default: no. */
  informationalIsFound: boolean
  /** Packages are given out only once they have been scanned, as in a workspace with block until scan. Default: no. */
  blockUntilScan: boolean
  /**
   * Most characters of a search for packages as it stands in the address, answered as `tooLongQuery` says; 0 for the 100,000 that are read at
   * all. Default: 8,000, as common servers take addresses of 8 kB.
   */
  maxQueryLength: number
  /** How a search that is too long is refused. Default: 414. */
  tooLongQuery: 414 | 400
  /**
   * Seconds for which lists and searches of packages show what was before: what has arrived is missing, what was changed or deleted is as
   * it was. Reads by identifier are up to date. Default: 0; at the service it can be a minute.
   */
  lagSeconds: number
}

/** The likelier answers. */
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
