/** Channels for state secrets in ciphertext: by the days of the registry, and none by default. */
import t from 'tap'
import { approvedChannelsOf, standInProduct } from '../../../gateway/identity/approved-channel.ts'
import type { ApprovedChannel } from '../../../gateway/identity/participant.ts'
import { loadRegistry, type Registry } from '../../../gateway/identity/registry.ts'
import { shippedRegistry } from '../../support/identity.ts'

const channel: ApprovedChannel = {
  id: 'kenh-1',
  product: 'SP-1',
  approvalNumber: '12/BCY',
  approvedBy: 'Ban Cơ yếu Chính phủ',
  validFrom: '2026-03-02',
  validTo: '2026-03-03',
}
const registry = (channels: readonly ApprovedChannel[], bundle?: object) =>
  ({
    participantOf: (id: string) => (id === 'vien-kiem-sat' ? { channels } : undefined),
    bundle,
  }) as unknown as Registry
const open = (at: string, channels = [channel], agency = 'vien-kiem-sat') =>
  approvedChannelsOf(registry(channels), agency, Date.parse(at))

t.test('from the first to the last of its days in Việt Nam, both included', async (t) => {
  const until = Date.parse('2026-03-04T00:00:00+07:00')
  t.strictSame(open('2026-03-01T23:59:59.999+07:00'), [])
  t.strictSame(open('2026-03-02T00:00:00+07:00'), [{ product: 'SP-1', until }])
  t.strictSame(open('2026-03-03T23:59:59.999+07:00'), [{ product: 'SP-1', until }])
  t.strictSame(open('2026-03-04T00:00:00+07:00'), [])
})

t.test('an agency has its own and no other’s', async (t) => {
  t.strictSame(open('2026-03-02T12:00:00+07:00', [channel], 'cong-an'), [])
})

t.test('the stand-in of the sandboxes is approved for nothing outside development', async (t) => {
  const standIn = [{ ...channel, product: standInProduct }]
  const at = Date.parse('2026-03-02T12:00:00+07:00')
  t.equal(approvedChannelsOf(registry(standIn), 'vien-kiem-sat', at).length, 1)
  t.strictSame(approvedChannelsOf(registry(standIn, {}), 'vien-kiem-sat', at), [])
  t.equal(approvedChannelsOf(registry([channel], {}), 'vien-kiem-sat', at).length, 1)
})

t.test('the shipped registry has none', async (t) => {
  const shipped = await loadRegistry(shippedRegistry)
  for (const agency of shipped.participants.keys())
    t.strictSame(approvedChannelsOf(shipped, agency, Date.parse('2026-11-22T12:00:00+07:00')), [], agency)
})
