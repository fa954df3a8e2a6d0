import { intervalsIn, isInterval } from './interval.ts'
import { compareNumbers, compareText } from './order.ts'
import { comparing, type Order } from './range.ts'
import { defineScheme } from './scheme.ts'

interface OsgiVersion {
  readonly numbers: readonly string[]
  readonly qualifier: string
}

const shape = /^(\d+(?:\.\d+){0,2})(?:\.([\w-]+))?$/

const order: Order<OsgiVersion> = {
  parse(text) {
    const [matched, numbers = '', qualifier = ''] = shape.exec(text) ?? []
    const isWhole = qualifier === '' || numbers.split('.').length === 3
    return matched !== undefined && isWhole ? { numbers: numbers.split('.'), qualifier } : undefined
  },
  compare: (a, b) => compareNumbers(a.numbers, b.numbers) || compareText(a.qualifier, b.qualifier),
  isPrerelease: () => false,
}

const compared = comparing(order)

/**
 * Eclipse p2: OSGi versions of three numbers and a qualifier, which is often the build time.
 *
 * @see https://docs.osgi.org/specification/osgi.core/8.0.0/framework.module.html#framework.module.version
 */
export const p2 = defineScheme(order, {
  range: (text) => (isInterval(text) ? intervalsIn(text, compared) : compared('>=', text)),
})
