/** A concealed dossier and one that never was: the same bytes, and no other question tells them apart. */
import t, { type Test } from 'tap'
import { type AgencyClient, agencyClient, officers } from '../../../support/client.ts'
import { dossiersIn } from '../../../support/dossiers.ts'
import { assertRefusal, essence, neverId } from '../../../support/hostile.ts'
import { bytesOf, type RawReply, type RawRequest, rawConnection } from '../../../support/raw.ts'
import { target } from '../../../support/shared-target.ts'

const { run } = target
const notFound = { status: 404, code: 'dossier-not-found' } as const

interface Side {
  readonly name: string
  readonly client: AgencyClient
  readonly token: string
  /** Held by the other agency alone, which conceals it. */
  readonly hidden: string
  ask(request: RawRequest): Promise<RawReply | undefined>
}

async function sideOf(officer: typeof officers.police | typeof officers.procuracy, hidden: string): Promise<Side> {
  const client = agencyClient(run, officer.system)
  t.teardown(() => client.close())
  const token = await client.bearer({ ...officer, dossiers: [...dossiersIn(run), neverId] })
  const authorization = ['Authorization', `Bearer ${token}`] as const
  return {
    name: officer.officer,
    client,
    token,
    hidden,
    async ask({ headers = [], ...request }) {
      const connection = rawConnection(run, run.clients[officer.system]!)
      connection.send(bytesOf({ ...request, headers: [authorization, ...headers] }))
      const reply = await connection.next()
      connection.close()
      return reply
    },
  }
}

const police = await sideOf(officers.police, run.stories['giau-voi-cong-an']!)
const procuracy = await sideOf(officers.procuracy, run.stories['giau-voi-vien-kiem-sat']!)
const known = run.stories['to-giac-mat']!

const graphql = (query: string): RawRequest => ({
  method: 'POST',
  target: '/graphql',
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify({ query }),
})
const all = '{ id facets { id agency report { summary } label { level } } }'
const questions: Readonly<Record<string, (id: string) => RawRequest>> = {
  REST: (id) => ({ target: `/v1/dossiers/${id}` }),
  'REST in English': (id) => ({ target: `/v1/dossiers/${id}`, headers: [['Accept-Language', 'en']] }),
  GraphQL: (id) => graphql(`{ dossier(id: "${id}") ${all} }`),
  'GraphQL, ids only': (id) => graphql(`{ dossier(id: "${id}") { id } }`),
  'GraphQL, twice': (id) => graphql(`{ a: dossier(id: "${id}") { id } b: dossier(id: "${id}") ${all} }`),
}

/** The bytes of never. */
export const cold = async (t: Test) => {
  const first = new Map<string, unknown>()
  const askAll = async (t: Test, see: (key: string, answer: unknown) => void) => {
    for (const side of [procuracy, police]) {
      for (const [question, request] of Object.entries(questions)) {
        const key = `${side.name}, ${question}`
        const hidden = await side.ask(request(side.hidden))
        assertRefusal(t, key, hidden, notFound)
        const never = await side.ask(request(neverId))
        t.same(hidden && essence(hidden), never && essence(never), `${key}: as one that never was`)
        see(key, hidden && essence(hidden))
      }
    }
  }
  await askAll(t, (key, answer) => first.set(key, answer))
  return (t: Test) => askAll(t, (key, answer) => t.same(answer, first.get(key), `${key}: hot as cold`))
}

interface Listed {
  readonly id: string
  readonly facets: readonly {
    agency: string
    kind: { code: string }
    stage: { code: string }
    receivedAt: string
    updatedAt: string
  }[]
}

/** Every dossier on the pages of a list, asked for one by one: a hidden one may not even end a page. */
async function listed(t: Test, { client, token }: Side, query = ''): Promise<Listed[]> {
  const found: Listed[] = []
  let after = ''
  for (;;) {
    const { status, json } = await client.get(`/v1/dossiers?first=1${query}${after}`, token)
    t.equal(status, 200, query)
    t.equal(json.dossiers.length <= 1, true)
    found.push(...json.dossiers)
    if (json.next === undefined) return found
    t.equal(json.dossiers.length, 1, 'a page with another after it is full')
    after = `&after=${json.next}`
  }
}

export const attack = async (t: Test) => {
  t.test('beside a dossier that may be known, too', async (t) => {
    for (const side of [procuracy, police]) {
      const both = async (id: string) =>
        side.ask(graphql(`{ a: dossier(id: "${known}") ${all} b: dossier(id: "${id}") ${all} }`))
      const hidden = await both(side.hidden)
      const never = await both(neverId)
      t.match(hidden, { status: 200, json: { data: { a: { id: known }, b: null }, errors: [{ path: ['b'] }] } })
      t.same(hidden && essence(hidden), never && essence(never), side.name)
    }
  })

  t.test('the holder does have it', async (t) => {
    for (const [holder, other] of [
      [police, procuracy],
      [procuracy, police],
    ] as const)
      t.match(await holder.client.get(`/v1/dossiers/${other.hidden}`, holder.token), {
        status: 200,
        json: { dossier: { id: other.hidden } },
      })
  })

  t.test('no list shows it', async (t) => {
    for (const side of [procuracy, police]) {
      const ids = (await listed(t, side)).map(({ id }) => id)
      t.notOk(ids.includes(side.hidden), side.name)
      t.ok(ids.includes(known))
    }
  })

  t.test('of a dossier whose other part is concealed, only the own part', async (t) => {
    const id = run.stories['phan-bi-giau']!
    const view = async ({ client, token }: Side) => (await client.get(`/v1/dossiers/${id}`, token)).json
    const whole = await view(police)
    const part = await view(procuracy)
    const agencies = (of: { agency: string }[]) => of.map(({ agency }) => agency)
    t.same(agencies(whole.dossier.facets), ['cong-an', 'vien-kiem-sat'])
    t.same(agencies(part.dossier.facets), ['vien-kiem-sat'])
    t.same(agencies(part.meta.sources), ['vien-kiem-sat'])

    const find = async (side: Side, query?: string) =>
      (await listed(t, side, query)).find((dossier) => dossier.id === id)
    const [theirs, ...others] = (await find(police))!.facets.filter(({ agency }) => agency === 'cong-an')
    const own = (await find(procuracy))!.facets
    t.same([others.length, agencies([...own])], [0, ['vien-kiem-sat']])
    t.notOk(await find(procuracy, '&agency=cong-an'), 'not by agency')

    const [mine] = own
    const values = (facets: { agency: string; identifiers: { value: string }[] }[], agency: string) =>
      facets
        .filter((facet) => facet.agency === agency)
        .flatMap(({ identifiers }) => identifiers.map(({ value }) => value))
    const ownValues = values(whole.dossier.facets, 'vien-kiem-sat')
    const secret = values(whole.dossier.facets, 'cong-an').filter((value) => !ownValues.includes(value))
    t.ok(secret.length > 0, 'the police have a number that the procuracy does not know')
    for (const value of secret)
      t.notOk(await find(procuracy, `&identifier=${encodeURIComponent(value)}`), 'not by its number')
    t.ok(await find(police, `&identifier=${encodeURIComponent(secret[0]!)}`), 'by which the police do find it')

    t.ok(theirs!.receivedAt < mine!.receivedAt && theirs!.updatedAt > mine!.updatedAt, 'the parts differ in time')
    t.notOk(await find(procuracy, `&receivedTo=${mine!.receivedAt}`), 'not by when the police received it')
    t.notOk(await find(procuracy, `&updatedSince=${theirs!.updatedAt}`), 'not by when the police changed it')
    t.ok(await find(procuracy, `&receivedFrom=${mine!.receivedAt}`))
    for (const name of ['kind', 'stage'] as const)
      t.equal(
        (await find(procuracy, `&${name}=${theirs![name].code}`)) !== undefined,
        theirs![name].code === mine![name].code,
        name,
      )
  })
}
