/** One attempt to deliver a webhook. */
export interface DeliveryAttempt {
  /** Milliseconds of the emulator's clock. */
  readonly at: number
  /** Status of the answer. */
  readonly status?: number
  /** Why there was none. */
  readonly error?: string
}

/** A webhook that was sent, or is being sent. */
export interface Delivery {
  readonly event: string
  /** `slug_perm` of the webhook. */
  readonly webhook: string
  readonly url: string
  /** Identifies the delivery: all its attempts have it. */
  readonly triggerId: string
  /** As sent last: each attempt has its own time in it. */
  body: string
  /** As sent last, without secrets. */
  headers: Readonly<Record<string, string>>
  readonly attempts: readonly DeliveryAttempt[]
  state: 'pending' | 'delivered' | 'failed'
}
