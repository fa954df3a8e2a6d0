import type { Pattern } from '@cloudsmith-sdk/search-language'
import { inOrder } from '../core/in-order.ts'

/** Creates a case-insensitive test for a pattern. Ends without an anchor match anywhere. */
export function matcher({ parts, start, end }: Pattern): (text: string) => boolean {
  const matches = inOrder({ parts: parts.map((part) => part.toLowerCase()), start, end })
  return (text) => matches(text.toLowerCase())
}
