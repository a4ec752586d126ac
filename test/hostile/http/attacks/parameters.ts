/** Query parameters, ids and page cursors that nobody was given. */
import type { Test } from 'tap'
import { officers } from '../../../support/client.ts'
import { dossiersIn } from '../../../support/dossiers.ts'
import { askCold, type HostileCase, neverId } from '../../../support/hostile.ts'
import { target } from '../../../support/shared-target.ts'

const { authorization, police, run, token } = target
const headers = [authorization]
const dossier = `/v1/dossiers/${run.dossiers[0]}`
const otherId = 'hs-bbbbbbbbbbbbbbbbbbbbbbbbbb'

const parameter = { status: 400, code: 'parameter-invalid' } as const
const cursor = { status: 400, code: 'cursor-invalid' } as const
const scope = { status: 403, code: 'token-scope' } as const

const wrongLists: readonly string[] = [
  ...[
    '0',
    '-1',
    '101',
    '10000',
    '99999999999999999999',
    '1e1',
    '0x1',
    '1.0',
    'abc',
    'NaN',
    '',
    '%201',
    '%EF%BC%91',
  ].map((first) => `first=${first}`),
  'first',
  'first=1&first=2',
  'first=1&first=1',
  'first[]=1',
  'kind=TO_GIAC&kind=TIN_BAO',
  'kind=',
  'kind=to_giac',
  'kind=__proto__',
  'stage=constructor',
  'agency=CONG-AN',
  'agency=cong-an%00',
  "agency=cong-an'--",
  `agency=${'a'.repeat(41)}`,
  'filter=x',
  'khong-co=1',
  '__proto__=x',
  '__proto__[kind]=TO_GIAC',
  'constructor.prototype.kind=TO_GIAC',
  'toString=x',
  '=',
  '=x',
  'after=a&after=b',
  'identifier=',
  'identifier=%00',
  'identifier=a%0Ab',
  `identifier=${'a'.repeat(101)}`,
  'identifier=%ff',
  'identifier=%C0%AF',
  'identifier=%ED%A0%80',
  'identifier=%zz',
  'identifier=%',
  '%ff=x',
  ...[
    '2026-01-01',
    'now()',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00',
    '2026-01-01%2000:00:00Z',
    '2026-01-01T00:00:00%2B25:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00%2B23:00',
    '9999-12-31T23:59:59-23:00',
    '%2B010000-01-01T00:00:00Z',
    'infinity',
    '2026-01-01T00:00:00Z%00',
  ].map((instant) => `receivedFrom=${instant}`),
  'receivedTo=2026-02-30T00:00:00Z',
  'updatedSince=2026-02-30T00:00:00Z',
]

const wrongIds: readonly string[] = [
  '',
  'x',
  'hs-',
  'hs-AAAAAAAAAAAAAAAAAAAAAAAAAA',
  `${neverId}a`,
  neverId.slice(0, -1),
  `${neverId}%00`,
  `${neverId}%0A`,
  '%00',
  '%C3%A9',
  '..%2F..%2Fetc%2Fpasswd',
  "hs-'%20OR%201=1--",
  '__proto__',
  'x'.repeat(500),
]

/** A cursor as the police investigator got it, and one by which another caller or filter went on. */
const nextOf = async (query: string, bearer = token): Promise<string> => {
  const { status, json } = await police.get(`/v1/dossiers?${query}`, bearer)
  if (status !== 200 || typeof json.next !== 'string') throw new Error(`no cursor: ${status}`)
  return json.next
}
const clerk = await police.bearer({ ...officers.policeClerk, dossiers: [neverId] })
const mine = await nextOf('first=1')
const stranger: Readonly<Record<string, string>> = {
  empty: '',
  short: 'AAAA',
  'no base64url': '%2B%2F%3D%3D',
  'too long': 'A'.repeat(600),
  cut: mine.slice(0, -4),
  longer: `${mine}AAAA`,
  'one bit changed': `${mine[0] === 'A' ? 'B' : 'A'}${mine.slice(1)}`,
  'tag changed': `${mine.slice(0, -6)}${mine.at(-6) === 'A' ? 'B' : 'A'}${mine.slice(-5)}`,
  zeros: 'A'.repeat(mine.length),
  'of another filter': await nextOf('first=1&agency=cong-an'),
  'of an officer with another clearance': await nextOf('first=1', clerk),
  'in clear': Buffer.from(JSON.stringify(['2026-01-01T00:00:00.000Z', neverId, 'cong-an'])).toString('base64url'),
}

const get = (name: string, path: string, refusal: Pick<HostileCase, 'status' | 'code'>): HostileCase => ({
  name,
  request: { target: path, headers },
  ...refusal,
})

export const cold = (t: Test) =>
  askCold(t, target, {
    lists: wrongLists.map((query) => get(query, `/v1/dossiers?${query}`, parameter)),
    dossiers: [
      ...wrongIds.map((id) => get(`id ${id}`, `/v1/dossiers/${id}`, parameter)),
      ...['first=1', 'x', '__proto__=1', '=', '%ff'].map((query) => get(`?${query}`, `${dossier}?${query}`, parameter)),
      get('id that the token does not name', `/v1/dossiers/${otherId}`, scope),
      get('id in the token, of nothing', `/v1/dossiers/${neverId}`, { status: 404, code: 'dossier-not-found' }),
    ],
    cursors: [
      ...Object.entries(stranger).map(([name, after]) => get(name, `/v1/dossiers?first=1&after=${after}`, cursor)),
      get('with another filter', `/v1/dossiers?first=1&kind=TO_GIAC&after=${mine}`, cursor),
    ],
  })

export const attack = async (t: Test) => {
  t.test('a cursor goes on for whom it was made, with another page size too', async (t) => {
    const page = await police.get(`/v1/dossiers?first=2&after=${mine}`, token)
    t.equal(page.status, 200)
    t.equal(page.json.dossiers.length, 2)
  })

  t.test('instants that PostgreSQL would not take as they are written', async (t) => {
    for (const instant of ['2026-01-01T00:00:00%2B23:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z'])
      t.equal((await police.get(`/v1/dossiers?receivedFrom=${instant}`, token)).status, 200, instant)
  })

  t.test('a token for lists alone reads no dossier, one for dossiers alone lists none', async (t) => {
    const listing = await police.bearer(officers.police)
    t.match(await police.get(dossier, listing), { status: 403, json: { code: 'token-scope' } })
    const reading = await police.bearer({ ...officers.police, dossiers: dossiersIn(run), actions: ['dossier:read'] })
    t.match(await police.get('/v1/dossiers', reading), { status: 403, json: { code: 'token-scope' } })
  })
}
