/** One attempt to deliver a webhook. */
export interface DeliveryAttempt {
  /** Milliseconds since 1970 on the emulator's clock. */
  readonly at: number
  /** Status of the response; undefined if there was none. */
  readonly status?: number
  /** Why there was no response. */
  readonly error?: string
}

/** A webhook that was sent, or is being sent. */
export interface Delivery {
  /** The event, such as `package.synced`. */
  readonly event: string
  /** `slug_perm` of the webhook. */
  readonly webhook: string
  /** The address that it is sent to. */
  readonly url: string
  /** Identifies the delivery: all its attempts have the same. */
  readonly triggerId: string
  /** Body of the last attempt: each attempt has its own time in it. */
  body: string
  /** Headers of the last attempt, without secrets. */
  headers: Readonly<Record<string, string>>
  /** The attempts so far, the first one first. */
  readonly attempts: readonly DeliveryAttempt[]
  /** `pending` while it is being sent or waits for a retry; `failed` after the last attempt. */
  state: 'pending' | 'delivered' | 'failed'
}
