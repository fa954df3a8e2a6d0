/** What a file of waivers says it is. */
export const waiversKind = 'cloudsmith-promotion/waivers'

/** The longest that a waiver may last where the pipeline does not say. */
export const longestWaiver = '90 days'

/** Waivers as they are stored, in a file of their own: plain data, so that it can be YAML. */
export interface WaiverDocument {
  readonly kind: typeof waiversKind
  readonly version: 1
  readonly waivers: readonly Waiver[]
}

/** Somebody's decision to let through what a gate would stop. It ends by itself. */
export interface Waiver {
  /** Name of a gate, or identifier of a vulnerability such as `CVE-2021-23337`, in any case. */
  readonly waives: string
  /** Other identifiers of the same vulnerability, such as `GHSA-35jh-r3h4-6jhm`. Default: those that the scan tells. */
  readonly aliases?: readonly string[] | undefined
  /** Which packages it holds for. Default: every package. */
  readonly packages?: readonly WaivedPackages[] | undefined
  /** Names of the stages that packages may come to with it. Default: every stage. */
  readonly stages?: readonly string[] | undefined
  /** Who answers for it. */
  readonly owner: string
  /** Who decided it: one of those who may waive, by the gate's own `mayWaive`. Default: the owner. */
  readonly approver?: string | undefined
  readonly reason: string
  /**
   * When it was decided, in ISO 8601. It does not count before, and must not last longer from then on than the pipeline lets it. Default: now,
   * whenever somebody asks.
   */
  readonly granted?: string | undefined
  /** ISO 8601: from then on it counts no more. A day without a time begins in UTC. */
  readonly expires: string
  /** For a vulnerability: it ends as soon as a fixed version is known. Default: true. */
  readonly untilFixed?: boolean | undefined
}

/** Packages of a format, by their name and versions. */
export interface WaivedPackages {
  readonly format: string
  /** As the package is called; Maven's also as `group:artifact`. Default: any. */
  readonly name?: string | undefined
  /** A version, or a range as the format itself writes it, such as `>=4.0.0 <4.17.21` for npm. Default: every version. */
  readonly versions?: string | undefined
}

/** Who decided a waiver. */
export const approverOf = ({ approver, owner }: Waiver): string => approver ?? owner

/** A waiver that would have helped, and why it did not. */
export interface RefusedWaiver {
  readonly waiver: Waiver
  /** A sentence without its full stop, of which the waiver is the subject, such as `expired on 2026-02-01`. */
  readonly why: string
}
