/** What was acknowledged lets each end read the other's part: who resolves all of it that its officer may, who passed it on the progress. */
import type { Test } from 'tap'
import type { Wish } from '../../../gateway/development/client.ts'
import { depositProfile } from '../../../gateway/identity/message-signature.ts'
import { signRequest } from '../../../gateway/identity/request-signature.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { now_s } from '../../support/forged.ts'
import { entriesIn } from '../../support/log-entries.ts'
import type { Matter } from '../../support/matter.ts'
import { petition } from '../../support/matter-papers.ts'
import { until } from '../../support/until.ts'

interface Facet {
  readonly agency: string
  readonly report: { readonly summary?: string }
  readonly reporters?: readonly { readonly fullName?: string }[]
}

const follower = { officer: 'cbmt-001', purpose: 'GIAM_SAT_XA_HOI', legalBasis: 'BLTTHS.145.4' }

/** The Front's petition `id`, which the police acknowledged with the number of their system, comes to the index when the Front's system tells of it. */
export async function readByBoth(t: Test, matter: Matter, id: string): Promise<void> {
  const { run, front, police, procuracy, statusOf } = matter
  const before = entriesIn(run.audit.dir).length
  const target = '/v1/deposits'
  const push = { keyPem: front.keyPem, contentType: petition.mediaType, body: petition.body, created_s: now_s() }
  const headers = await signRequest({ ...push, targetUri: `${front.url}${target}`, profile: depositProfile })
  t.match(await front.call(target, { method: 'POST', headers, body: petition.body }), { json: { taken: 1 } })
  const dossier = await until(async () => (await statusOf(front, id)).dossier)
  await until(async () => (await statusOf(police, id)).dossier === dossier)
  t.match((await police.call('/v1/inbox?state=acknowledged')).json, { items: [{ id, dossier }] })
  t.equal((await statusOf(procuracy, id)).dossier, undefined)

  const read = async (system: string, wish: Wish, holder: string): Promise<Facet | undefined> => {
    const client = agencyClient(run, system)
    const { json } = await client.get(`/v1/dossiers/${dossier}`, await client.bearer({ ...wish, dossiers: [dossier] }))
    client.close()
    return json.dossier?.facets.find(({ agency }: Facet) => agency === holder)
  }
  const { nguoiPhanAnh: reporter, noiDung: text } = JSON.parse(String(petition.body)).phanAnh
  const resolving = await read(officers.police.system, officers.police, 'mttq')
  t.match(resolving, { report: { summary: text }, reporters: [{ fullName: reporter.hoTen }] })
  // Whenever the feed of the police brings it.
  const progress = await until(() => read('mttq:tiep-nhan', follower, 'cong-an'))
  t.match(progress, { report: { stage: { code: String } } })
  const more = progress.report.summary ?? progress.reporters?.[0]?.fullName
  t.equal(more, undefined, 'progress, and nothing of what is kept from it')
  const given = entriesIn(run.audit.dir)
    .slice(before)
    .flatMap(({ detail: { transfer } }) => (transfer?.id === id ? (transfer.relations ?? []) : []))
    .filter(({ relation }) => relation === 'resolver')
  t.match(given, [{ effect: 'given', agency: 'cong-an', facet_agency: 'mttq', dossier }])
}
