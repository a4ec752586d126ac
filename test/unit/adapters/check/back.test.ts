/** What became of each value of a translation that was written and read again: items are known by what they say, not by where they stand. */
import t from 'tap'
import { fateOf, isSaid } from '../../../../adapters/check/back/fate.ts'
import { loweredBack } from '../../../../adapters/check/back/marks.ts'
import { pairingOf } from '../../../../adapters/check/back/pairing.ts'
import { placesOf, withValue } from '../../../../adapters/check/back/places.ts'
import { shapeAt } from '../../../../adapters/check/back/schema.ts'
import { otherValues } from '../../../../adapters/check/back/values.ts'
import { placeDifferences, placePromise } from '../../../../adapters/check/coverage/without-place.ts'
import type { Translation } from '../../../../adapters/sdk/adapter.ts'
import { codeSystem } from '../../../../schemas/generated/codes.ts'
import type { Label } from '../../../../schemas/generated/types.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'

const coded = (list: Parameters<typeof codeSystem>[0], code: string) => {
  const { system, version } = codeSystem(list)
  return { system, code, version }
}
const open: Label = { level: 'NOI_BO', tags: [] }
const high: Label = { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC'] }
const number = (value: string) =>
  ({ system: 'a:b', type: 'SO_HO_SO', value, assigner: coded('agencies', 'CA') }) as const
const person = (id: string, fullName: string, role = 'BI_HAI') => ({
  id,
  role: coded('participant-roles', role),
  person: { fullName },
})

const before: Translation = {
  facet: {
    identifiers: [number('1'), number('2')],
    report: {
      kind: coded('kinds', 'TO_GIAC'),
      stage: coded('stages', 'XAC_MINH'),
      receivedAt: '2026-02-11T13:31:00+07:00',
      summary: 'Khai thác cát',
    },
    participants: [person('A', 'Lê Văn Bảy'), person('B', 'Võ Thị Ẩn', 'BI_CAN'), person('C', 'Hồ An')],
    offences: [{ id: 'o', offence: coded('offences', codeSystem('offences').codes[0]!.code) }],
    charges: [{ id: 'c', accused: 'B', chargedWith: ['o'] }],
    label: open,
  },
  labels: [{ path: '/participants/1', label: high }],
  absent: [],
  updatedAt: '2026-02-12T00:00:00+07:00',
}

/** In another order, with keys of its own, a number of its own, and without the third person. */
const after: Translation = {
  ...before,
  facet: {
    ...before.facet,
    identifiers: [number('9'), number('2'), number('1')],
    participants: [person('2', 'Võ Thị Ẩn', 'BI_CAN'), person('1', 'Lê Văn Bảy')],
    charges: [{ id: '1', accused: '2', chargedWith: ['o'] }],
  },
  labels: [{ path: '/participants/0', label: high }],
  updatedAt: '2026-02-11T17:00:00Z',
}

const fates = (to: Translation) => {
  const pairing = pairingOf(before, to)
  return Object.fromEntries(placesOf(before).map((place) => [place.pointer, fateOf(pairing, place).is]))
}

t.test('another order, other keys and another offset are no loss; an item that is missing is one loss', async (t) => {
  const lost = Object.entries(fates(after)).filter(([, is]) => is !== 'kept')
  t.same(Object.fromEntries(lost), {
    '/facet/participants/2': 'gone',
    '/facet/participants/2/role': 'away',
    '/facet/participants/2/person/fullName': 'away',
  })
})

t.test('a reference to another entity, another value and a missing one are told apart', async (t) => {
  const wrong = withValue(after, '/facet/charges/0/accused', '1')
  t.equal(fates(wrong)['/facet/charges/0/accused'], 'changed')
  const cut = withValue(after, '/facet/report/summary', 'Khai thác')
  t.equal(fates(cut)['/facet/report/summary'], 'changed')
  t.equal(fates(withValue(after, '/facet/report/summary', undefined))['/facet/report/summary'], 'gone')
})

t.test('a loss is said at its place or above; what is gone is not carried in part', async (t) => {
  const gone = { is: 'gone' } as const
  const said = (code: string, target: string) =>
    isSaid([{ code, effect: 'degraded', pointer: target, target }], '/facet/report/place/commune', gone)
  t.ok(said('no-place', '/facet/report/place/commune'))
  t.ok(said('no-place', '/facet/report/place/commune/code'))
  t.ok(said('carried-in-part', '/facet/report/place'))
  t.notOk(said('carried-in-part', '/facet/report/place/commune'))
  t.notOk(said('no-place', '/facet/report/summary'))
})

t.test('a label holds wherever what it covers came to stand', async (t) => {
  t.same(loweredBack(pairingOf(before, after)), [])
  const dropped = { ...after, labels: [] }
  t.match(loweredBack(pairingOf(before, dropped)), [{ path: '/participants/1', to: 'NOI_BO' }])
  const raised = withValue(dropped, '/facet/label', high)
  t.same(loweredBack(pairingOf(before, raised)), [], 'raised to the record')
  const strayed = {
    ...withValue(after, '/facet/report/summary', 'Khai thác cát; bị can: Võ Thị Ẩn'),
    labels: [{ path: '/participants/0', label: high }],
  }
  t.match(loweredBack(pairingOf(before, strayed)), [{ path: '/participants/1', to: 'NOI_BO' }], 'in another text')
})

t.test('other values are valid and none is the own one', async (t) => {
  t.equal(validateTranslation(before).length, 0)
  for (const place of placesOf(before)) {
    const values = otherValues(place, before, [])
    if (place.shape.is === 'item') continue
    t.notOk(values.includes(place.value))
    for (const value of values) t.same(validateTranslation(withValue(before, place.pointer, value)), [], place.pointer)
  }
})

t.test(
  'a row of withoutPlace speaks of its place and below; one with a loss of a list, of its items alone',
  async (t) => {
    const because = { vi: 'x', en: 'x' }
    const rows = [
      { shared: '/facet/hearings', because },
      { shared: '/facet/participants', loss: because, because },
      { shared: '/facet/report/place', loss: because, because },
      { shared: '/facet/report/channels', loss: because, because },
    ]
    t.equal(placePromise(rows, '/facet/hearings/*/place'), 'dropped')
    t.equal(placePromise(rows, '/facet/participants'), 'lossy')
    t.equal(placePromise(rows, '/facet/participants/*/role'), 'lossless')
    t.equal(placePromise(rows, '/facet/report/place/text'), 'in-part')
    t.equal(placePromise(rows, '/facet/report/channels/*'), 'lossy')
  },
)

t.test('places of which nothing comes back are one row to add', async (t) => {
  const dropped = (path: string) => ({ path, of: 'dropped', tried: 2, whole: true, failures: [] }) as const
  const measured = [
    { ...dropped('/facet/report/kind'), of: 'lossless' },
    ...['/facet/hearings', '/facet/hearings/*/place', '/facet/report/place/text'].map(dropped),
  ] as const
  t.match(placeDifferences([], measured), [
    { code: 'place-undeclared', at: '/facet/hearings', detail: /^\{"shared":"\/facet\/hearings","because"/ },
    { code: 'place-undeclared', at: '/facet/report/place' },
  ])
  t.equal(shapeAt('/facet/hearings/*/nothing'), undefined)
})
