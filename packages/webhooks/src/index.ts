export type { Clock } from './clock.ts'
export { type ConstructOptions, constructEvent, type VerifiedEvents, verifyAndParse } from './construct-event.ts'
export { type PayloadCode, type VerificationCode, WebhookPayloadError, WebhookVerificationError } from './errors.ts'
export { type AnyEvent, type Envelope, type EventName, type EventOf, eventNames, isEvent, type UnknownEvent } from './events.ts'
export type {
  EventMeta,
  Package,
  PackageCreatedEvent,
  PackageDeletedEvent,
  PackageDownloadedEvent,
  PackageEvent,
  PackageFailedEvent,
  PackageQuarantinedEvent,
  PackageReleasedEvent,
  PackageRestoredEvent,
  PackageSecurityScannedEvent,
  PackageSyncedEvent,
  PackageSyncingEvent,
  PackageTagsUpdatedEvent,
  PingEvent,
  SecurityScannedContext,
  TagsUpdatedContext,
  VulnerabilityScanResults,
  VulnerabilitySeverity,
  WebhookEvent,
} from './generated/payloads.ts'
export type { HeadersLike } from './headers.ts'
export { type ParseOptions, parse } from './parse/parse.ts'
export type { SchemaResult, StandardSchema } from './parse/standard-schema.ts'
export type { RawBody } from './raw-body.ts'
export type { DeliveryContext, HandledEvents, Handler } from './receiver/handlers.ts'
export type { DeliveryRequest, Platform } from './receiver/platform.ts'
export { createReceiver, type FailureContext, type Receiver, type ReceiverOptions } from './receiver/receiver.ts'
export { memoryStore, type TriggerStore } from './receiver/store.ts'
export { type ScanResults, scanResults } from './scan-results.ts'
export { type SignedRequestOptions, type SignOptions, sign, signedRequest } from './sign.ts'
export { type SharedSecret, type Verified, type VerifyOptions, verify } from './verify/verify.ts'
