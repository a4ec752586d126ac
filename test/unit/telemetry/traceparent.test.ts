import t from 'tap'
import { childOf, formatTraceparent, parseTraceparent } from '../../../gateway/telemetry/traceparent.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'

t.test('a header in the form of the standard is read', async (t) => {
  t.same(parseTraceparent(`00-${traceId}-${spanId}-01`), { traceId, spanId, sampled: true })
  t.same(parseTraceparent(`00-${traceId}-${spanId}-02`), { traceId, spanId, sampled: false })
  t.same(parseTraceparent(`cc-${traceId}-${spanId}-01-later`), { traceId, spanId, sampled: true }, 'a later version')
})

const invalid = [
  undefined,
  '',
  `00-${traceId}-${spanId}`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${traceId}-${spanId}-01 `,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `ff-${traceId}-${spanId}-01`,
  `cc-${traceId}-${spanId}-01.later`,
  `cc-${traceId}-${spanId}-01-${'x'.repeat(1000)}`,
]
for (const header of invalid) {
  t.test(`not a traceparent: ${header?.slice(0, 70)}`, async (t) => t.equal(parseTraceparent(header), undefined))
}

t.test('a child stays in the trace with a span of its own', async (t) => {
  const child = childOf({ traceId, spanId, sampled: true })
  t.match(child, { traceId, sampled: true })
  t.not(child.spanId, spanId)
  t.same(parseTraceparent(formatTraceparent(child)), child)
  t.ok(parseTraceparent(formatTraceparent(childOf(undefined))), 'a trace of its own is valid')
})
