export { SyncFailedError, WaitTimeoutError } from '../sync/errors.ts'
export { AlreadyExistsError } from '../upload/errors.ts'
export {
  ApiError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  QuarantinedError,
  RateLimitError,
  ServerError,
  ValidationError,
} from './api.ts'
export { CloudsmithError, InvalidRequestError } from './base.ts'
export { ChecksumMismatchError } from './download.ts'
export {
  AbortError,
  CallError,
  ConnectionError,
  ParseError,
  RedirectError,
  ResponseTooLargeError,
  TimeoutError,
} from './transport.ts'
