/** Who may tie dossiers together and part them again learns nothing by it of whom the names in them stand for. */
import t from 'tap'
import { merge, part } from '../../../gateway/dossiers/links.ts'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { filledTranslation } from '../../support/filled-facet.ts'
import { policyApp } from '../../support/policy-app.ts'
import { callerFor, type Profile, profiles } from '../../support/policy-profiles.ts'
import { translation } from '../../support/translations.ts'

const app = await policyApp(t)
const { db, keys } = app.index

const investigator = [...profiles()].find(
  ({ officer: { agency, purpose, clearance }, state }) =>
    agency === 'cong-an' && purpose === 'GIAI_QUYET_NGUON_TIN' && clearance === 'HAN_CHE' && state === 'open',
) as Profile

/** A matter of the inspectorate that the police passed on, reported by whom its system knows under one key. */
const reported = (number: string): Promise<string> =>
  app.hold(
    'thanh-tra',
    number,
    { confirms: [{ relation: 'originator', agency: 'CA' }] },
    filledTranslation({
      ...translation.facet,
      identifiers: translation.facet.identifiers.map((one) => ({ ...one, value: number })),
      reporters: [{ id: 'NGUOI-7', kind: 'CA_NHAN' }],
    }),
  )

async function tied<T>(one: string, other: string, work: () => Promise<T>): Promise<T> {
  const link = await db.transaction(async (tx) => {
    const name = await merge(tx, keys, { kept: one, other, ends: [one, other], source: 'cong-an' })
    const [row] = await tx.query<Parameters<typeof part>[2]['link']>('SELECT * FROM link WHERE name = $1', [name])
    return row!
  })
  const given = await work()
  await db.transaction((tx) => part(tx, keys, { link, dossier: one, by: 'cong-an', says: '' }))
  return given
}

t.test('two matters tied to a third one after the other show no name twice', async (t) => {
  const own = await app.hold('cong-an', 'so-own', { resolves: true })
  const [a, b] = [await reported('so-a'), await reported('so-b')]
  const caller = {
    ...callerFor(investigator, { dossiers: [own, a, b], registryVersion: app.registry.version }),
    jti: 'jti-names',
  } as Caller
  const nameIn = async (id: string): Promise<string> => {
    const { json } = await app.ask(caller, { path: `/v1/dossiers/${id}` })
    const facet = json.dossier.facets.find(({ agency }: { agency: string }) => agency === 'thanh-tra')
    t.match(facet, { id: /^e-/ })
    return JSON.stringify([facet.id, facet.reporters])
  }
  const apart = await nameIn(a)
  const [first, second] = [await tied(own, a, () => nameIn(own)), await tied(own, b, () => nameIn(own))]
  t.not(second, first)
  t.equal(first, apart, 'and what is tied keeps the names that it had')
  t.equal(await nameIn(a), apart)
})
