export {
  ApiError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from './api.ts'
export { CloudsmithError, InvalidRequestError } from './base.ts'
export { AbortError, ConnectionError, ParseError, RedirectError, TimeoutError } from './transport.ts'
