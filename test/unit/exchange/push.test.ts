/** Who may push what, and what is said when it can't be taken now. */
import t from 'tap'
import type { Manifest, TransportKind } from '../../../adapters/sdk/adapter.ts'
import type { ErrorCode } from '../../../gateway/errors/catalogue.ts'
import { pushChannels } from '../../../gateway/exchange/push.ts'
import { postDeposit } from '../../../gateway/http/rest/deposits.ts'
import type { Services } from '../../../gateway/http/services.ts'
import { requireMediaType } from '../../../gateway/http/steps/media-type.ts'
import type { Participant } from '../../../gateway/identity/registry.ts'
import { limits } from '../../../gateway/limits.ts'
import type { Delivery } from '../../../gateway/release/deposits/deposits.ts'
import { codeOf } from '../../support/identity.ts'

const participant = (id: string, ...systems: readonly { readonly id: string; readonly source?: object }[]) =>
  ({ id, systems }) as unknown as Participant
const manifest = (kind: TransportKind, bytesMax: number) =>
  ({ transport: { kind }, native: { mediaType: 'application/x+json', bytesMax } }) as unknown as Manifest
const manifests: Readonly<Record<string, Manifest>> = {
  a: manifest('https-push', 10),
  b: manifest('https-push', 2 ** 30),
  c: manifest('directory', 10),
  d: manifest('https-query', 10),
}
const channels = pushChannels(
  [
    participant('a', { id: 'a:1', source: {} }, { id: 'a:2' }),
    ...['b', 'c', 'd', 'e'].map((id) => participant(id, { id: `${id}:1`, source: {} })),
  ],
  (agency) => manifests[agency],
)

t.test('sources that push, and no other system', async (t) => {
  t.same([...channels.keys()], ['a:1', 'b:1'])
  t.same(channels.get('a:1'), { agency: 'a', mediaType: 'application/x+json', bytes_max: 10 })
  t.equal(channels.get('b:1')?.bytes_max, limits.deposit.body_bytes_max)
})

t.test('the media type is meant literally', async (t) => {
  const verdict = (given: string) =>
    codeOf(() => requireMediaType({ headers: { 'content-type': given } } as never, 'application/x+json'))
  t.equal(await verdict('application/x+json'), 'none')
  for (const given of ['application/xxjson', 'application/x.json', 'application/xjson'])
    t.equal(await verdict(given), 'media-type-unsupported', given)
})

t.test('what is unavailable is told as the fault of the gateway that it is', async (t) => {
  const inquiry = {
    event: 'ev-1',
    trace: { traceId: '0'.repeat(32), spanId: '0'.repeat(16), sampled: false },
    system: { agency: 'a', id: 'a:1', thumbprint: 'x5t' },
  }
  const deliveries: Delivery[] = []
  const answer = (reason: string) =>
    codeOf(() =>
      postDeposit(
        { inquiry, decoded: Buffer.from('x') } as never,
        {
          pushChannels: channels,
          deposits: {
            take: async (delivery) => {
              deliveries.push(delivery)
              return { state: 'unavailable', reason }
            },
          },
        } as Services,
      ),
    )
  const codes: Readonly<Record<string, ErrorCode>> = {
    'log-unavailable': 'log-unavailable',
    'index-unavailable': 'index-unavailable',
    busy: 'deposits-unavailable',
    internal: 'deposits-unavailable',
  }
  for (const [reason, code] of Object.entries(codes)) t.equal(await answer(reason), code, reason)
  t.match(deliveries[0], {
    agency: 'a',
    transport: 'https-push',
    mediaType: 'application/x+json',
    event: 'ev-1',
    who: { agency: 'a', system: 'a:1', certificate: 'x5t' },
  })
})
