/** Good answers to odd documents: the same interpreted (cold) and compiled (hot), and masked whatever a field is called. */
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql'
import t, { type Test } from 'tap'
import { type AgencyClient, agencyClient, officers, type Wish } from '../../../support/client.ts'
import { dossiersIn } from '../../../support/dossiers.ts'
import { lastingText, neverId, warm } from '../../../support/hostile.ts'
import { entriesIn, indexOf } from '../../../support/log-entries.ts'
import { target } from '../../../support/shared-target.ts'

const { run } = target
const id = run.stories['to-giac-mat']!
const other = run.stories['cham-han']!

interface Asker {
  readonly client: AgencyClient
  readonly token: string
}

async function askerOf(wish: Wish & { readonly system: string }): Promise<Asker> {
  const client = agencyClient(run, wish.system)
  t.teardown(() => client.close())
  return { client, token: await client.bearer({ ...wish, dossiers: [...dossiersIn(run), neverId] }) }
}

const investigator = await askerOf(officers.police)
const clerk = await askerOf(officers.policeClerk)
const prosecutor = await askerOf(officers.procuracy)

type Variables = Readonly<Record<string, unknown>>

async function answer(t: Test, { client, token }: Asker, query: string, variables?: Variables, operationName?: string) {
  const reply = await client.call('/graphql', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables, operationName }),
  })
  t.equal(reply.status, 200, reply.text.slice(0, 300))
  const text = lastingText(reply)
  return { text, ...(JSON.parse(text) as Answer) }
}

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  readonly data: any
  readonly extensions: { readonly lienthong: Meta }
}

interface Meta {
  readonly withheld: readonly { readonly record: string; readonly fields: readonly string[]; readonly reason: string }[]
  readonly masked: Meta['withheld']
}

/** Asked until it is compiled: the text of every answer must be that of the first. */
async function steady(t: Test, asker: Asker, query: string, variables?: Variables, operationName?: string) {
  const first = await answer(t, asker, query, variables, operationName)
  for (let round = 0; round < 3; round++)
    t.equal(
      (await answer(t, asker, query, variables, operationName)).text,
      first.text,
      `hot as cold: ${query.slice(0, 60)}`,
    )
  return first
}

type Row = Readonly<Record<string, unknown>>
const rows = (value: unknown): readonly Row[] | null => value as readonly Row[] | null

export const attack = async (t: Test) => {
  t.test('of two operations the one that is named', async (t) => {
    const query = `query A($x: ID!) { dossier(id: $x) { id } } query B($n: Int) { dossiers(first: $n) { nodes { ...S } } } fragment S on DossierSummary { id }`
    for (const _temperature of ['cold', 'hot']) {
      t.same((await steady(t, investigator, query, { x: id }, 'A')).data, { dossier: { id } })
      t.match((await steady(t, investigator, query, { n: 1 }, 'B')).data, { dossiers: { nodes: [{ id: /^hs-/ }] } })
      await warm(target)
    }
  })

  t.test('@skip and @include', async (t) => {
    const query = `query($s: Boolean!, $i: Boolean!) {
    a: dossier(id: "${id}") { id @skip(if: $s) @include(if: $i) ... @include(if: $i) { ...F } }
    b: dossier(id: "${id}") @skip(if: $s) { ...F @skip(if: $i) id }
    c: dossiers(first: 1) @include(if: $i) { nodes @skip(if: $s) { id } }
  } fragment F on Dossier { facets { agency } }`
    for (const s of [true, false])
      for (const i of [true, false]) {
        const { data } = await steady(t, investigator, query, { s, i })
        const { a, b, c } = data as Record<string, object | undefined>
        t.same(
          Object.keys(a ?? {}),
          [...(!s && i ? ['id'] : []), ...(i ? ['facets'] : [])],
          `a: skip ${s} include ${i}`,
        )
        t.same(b && Object.keys(b), s ? undefined : [...(i ? [] : ['facets']), 'id'], `b: skip ${s} include ${i}`)
        t.same(c && Object.keys(c), i ? (s ? [] : ['nodes']) : undefined, `c: skip ${s} include ${i}`)
      }
    t.same(
      (await steady(t, investigator, `query($s: Boolean = true) { dossier(id: "${id}") @skip(if: $s) { id } }`)).data,
      {},
    )
  })

  const person = 'reporters { pseudonym fullName birth personalId phone }'
  const seen = run.stories['phan-bi-giau']!
  const plain = `{ dossier(id: "${seen}") { facets { agency report { summary } ${person} } } }`

  t.test('a field is masked and withheld under every name', async (t) => {
    const open: readonly Row[] = (await answer(t, investigator, plain)).data.dossier.facets
    const names = open.flatMap(({ reporters }) => rows(reporters)?.map(({ fullName }) => String(fullName)) ?? [])
    t.ok(
      names.some((name) => name.includes(' ')),
      'the investigator sees names',
    )
    for (const asker of [clerk, prosecutor]) {
      const { data, extensions } = await steady(t, asker, plain)
      const odd = await steady(
        t,
        asker,
        `{ x: dossier(id: "${seen}") { p: facets { ...N } q: facets { agency report { s: summary summary } } p: facets { agency } } }
       fragment N on Facet { r: reporters { fullName a: fullName } r: reporters { b: birth phone } reporters { personalId } }`,
      )
      const { facets }: { facets: readonly Row[] } = data.dossier
      const { p, q }: Record<'p' | 'q', readonly Row[]> = odd.data.x
      t.same(
        q.map(({ agency, report }) => ({ agency, report })),
        facets.map(({ agency, report }) => ({
          agency,
          report: report && { s: (report as Row).summary, ...(report as Row) },
        })),
      )
      t.same(
        p.map(({ agency, r, reporters }) => ({ agency, r, reporters })),
        facets.map(({ agency, reporters }) => ({
          agency,
          r: rows(reporters)?.map(({ fullName, birth, phone }) => ({ fullName, a: fullName, b: birth, phone })) ?? null,
          reporters: rows(reporters)?.map(({ personalId }) => ({ personalId })) ?? null,
        })),
      )
      t.notOk(
        names.some((name) => odd.text.includes(name)),
        'no name in clear',
      )
      const { withheld, masked } = extensions.lienthong
      t.ok(withheld.length + masked.length > 0, 'there is something to withhold')
      const told = [...odd.extensions.lienthong.withheld, ...odd.extensions.lienthong.masked].flatMap(
        ({ record, fields }) => fields.map((field) => record + field),
      )
      for (const { record, fields } of [...withheld, ...masked])
        for (const field of fields.filter((denied) => denied.endsWith('fullName')))
          for (const name of ['fullName', 'a'])
            t.ok(
              told.includes(
                `${record.replace('/dossier/facets', '/x/p')}${field.replace('/reporters', '/r').replace(/fullName$/, name)}`,
              ),
              'said under the name it was asked by',
            )
    }
  })

  t.test('what one caller compiled gives the next no more', async (t) => {
    const secret = new Map<Asker, string>()
    for (const asker of [investigator, prosecutor, clerk, investigator, clerk, prosecutor]) {
      const { text } = await steady(t, asker, plain)
      t.equal(secret.get(asker) ?? text, text, 'as before the others asked')
      secret.set(asker, text)
    }
    t.equal(new Set(secret.values()).size, 3, 'three callers, three views')
  })

  t.test('odd names and shapes', async (t) => {
    t.same(
      (await steady(t, investigator, `{ constructor: dossier(id: "${id}") { toString: id hasOwnProperty: id } }`)).data,
      {
        constructor: { toString: id, hasOwnProperty: id },
      },
    )
    t.same(
      (
        await steady(
          t,
          investigator,
          `{ dossier(id: "${id}") { id } dossier(id: "${id}") { __typename facets { __typename } } }`,
        )
      ).data,
      {
        dossier: { id, __typename: 'Dossier', facets: [{ __typename: 'Facet' }, { __typename: 'Facet' }] },
      },
    )
    t.match(
      (await steady(t, investigator, '{ __typename __schema { queryType { name } } __type(name: "Dossier") { name } }'))
        .data,
      {
        __typename: 'Query',
        __schema: { queryType: { name: 'Query' } },
        __type: { name: 'Dossier' },
      },
    )
    const tool = await steady(t, investigator, getIntrospectionQuery())
    t.ok(buildClientSchema(tool.data as unknown as IntrospectionQuery).getType('Facet'), 'the query that tools send')
    const many = `{ dossier(id: "${id}") { ${Array.from({ length: 600 }, (_, n) => `a${n}: id`).join(' ')} } }`
    t.equal(new Set(Object.values((await steady(t, investigator, many)).data.dossier)).size, 1)
    const both = `{ a: dossier(id: "${id}") { id } b: dossier(id: "${other}") { id } c: dossier(id: "${neverId}") { id } }`
    t.same((await steady(t, investigator, both)).data, { a: { id }, b: { id: other }, c: null })
    const pages = `{ x: dossiers(first: 2) { m: nodes { id } n: nodes { i: id facets { agency } } } y: dossiers(first: 1) { nodes { id } } }`
    const { x, y } = (await steady(t, investigator, pages)).data as Record<
      'x' | 'y',
      Record<'m' | 'n' | 'nodes', readonly Row[]>
    >
    t.same(
      x.m.map((row) => row.id),
      x.n.map((row) => row.i),
    )
    t.same(y.nodes, x.m.slice(0, 1))
  })

  t.test('two aliases may ask for different parts of one value', async (t) => {
    const { data } = await steady(
      t,
      investigator,
      `{ dossier(id: "${seen}") { facets { report { summary urgency { code } } } } }`,
    )
    const parts = `{ dossier(id: "${seen}") { p: facets { report { summary } } q: facets { report { urgency { code } } } } }`
    const { p, q } = (await steady(t, investigator, parts)).data.dossier as Record<
      'p' | 'q',
      readonly { report: Row }[]
    >
    t.same(
      p.map(({ report }, at) => ({ report: { ...report, ...q[at]!.report } })),
      data.dossier.facets,
    )
  })

  t.test('what was asked for before a request was refused is in its record', async (t) => {
    const { client, token } = investigator
    const reply = await client.graphql(
      `{ dossier(id: "${seen}") { facets { report { summary } } } dossiers(after: "x") { next } }`,
      token,
    )
    t.match(reply, { status: 400, json: { errors: [{ extensions: { code: 'cursor-invalid' } }] } })
    const entry = entriesIn(run.audit.dir)[indexOf(reply)]
    t.match(entry, { phase: 'denied', detail: { asked: [seen], sources: [{ agency: /./, state: 'ok' }] } })
    t.equal(entry?.detail.records, undefined, 'nothing was given')
  })

  t.test('what an answer tells to exist is in its record', async (t) => {
    const { client, token } = investigator
    const list = await client.graphql('{ dossiers(first: 3) { nodes { id } } }', token)
    const ids = list.json.data.dossiers.nodes.map(({ id }: Row) => id)
    const recorded = (index: number) => entriesIn(run.audit.dir)[index]?.detail.records ?? []
    t.same([...new Set(recorded(indexOf(list)).flatMap(({ dossiers }) => dossiers))].sort(), ids.sort())
    const one = await client.graphql(`{ dossier(id: "${seen}") { id } }`, token)
    t.match(recorded(indexOf(one)), [{ dossiers: [seen], released: [] }])
  })
}
