/** The `kind` of a waiver file. */
export const waiversKind = 'cloudsmith-promotion/waivers'

/** The maximum lifetime of a waiver, unless the pipeline sets one. */
export const longestWaiver = '90 days'

/** Waivers stored in a file of their own: plain data, so the file can be YAML. */
export interface WaiverDocument {
  readonly kind: typeof waiversKind
  readonly version: 1
  readonly waivers: readonly Waiver[]
}

/** A decision to let packages pass although a gate would stop them. It always expires. */
export interface Waiver {
  /** Name of a gate, or identifier of a vulnerability such as `CVE-2021-23337`, in any case. */
  readonly waives: string
  /** Other identifiers of the same vulnerability, such as `GHSA-35jh-r3h4-6jhm`. Default: those that the scan reports. */
  readonly aliases?: readonly string[] | undefined
  /** The packages that it applies to. Default: every package. */
  readonly packages?: readonly WaivedPackages[] | undefined
  /** Names of the stages that packages may enter with it. Default: every stage. */
  readonly stages?: readonly string[] | undefined
  /** Who is responsible for it. */
  readonly owner: string
  /** Who granted it: one of those in `mayWaive` of the gate. Default: the owner. */
  readonly approver?: string | undefined
  /** Why it was granted. */
  readonly reason: string
  /**
   * When it was granted, in ISO 8601. The waiver does not count before; from then on, its lifetime must not exceed the maximum of the pipeline.
   * Default: now, at each evaluation.
   */
  readonly granted?: string | undefined
  /** When it expires, in ISO 8601. A date without a time means the start of that day in UTC. */
  readonly expires: string
  /** For a vulnerability: whether it ends as soon as a fixed version is known. Default: true. */
  readonly untilFixed?: boolean | undefined
}

/** Packages of a format, optionally by name and versions. */
export interface WaivedPackages {
  /** Format of the packages, such as `npm`. */
  readonly format: string
  /** Name of the package; for Maven also `group:artifact`. Default: any. */
  readonly name?: string | undefined
  /** A version, or a range in the syntax of the format, such as `>=4.0.0 <4.17.21` for npm. Default: every version. */
  readonly versions?: string | undefined
}

/** Who granted a waiver. */
export const approverOf = ({ approver, owner }: Waiver): string => approver ?? owner

/** A waiver that would have opened a gate, and why it does not count. */
export interface RefusedWaiver {
  readonly waiver: Waiver
  /** The reason, as a sentence without a full stop and with the waiver as its subject, such as `expired on 2026-02-01`. */
  readonly why: string
}
