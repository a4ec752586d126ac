/** A name is wrong in the book of the police: the correction reaches the inspectorate, the Front and the procuracy, each by the way in which it knows the record. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { directiveAcknowledge } from '../../../gateway/commands/directive-acknowledge.ts'
import { directiveGive } from '../../../gateway/commands/directive-give.ts'
import { directiveList } from '../../../gateway/commands/directive-list.ts'
import { handOver, postJson } from '../../../gateway/development/signing-system.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { called } from '../../support/called.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { followPage } from '../../support/handing-page.ts'
import type { Matter } from '../../support/matter.ts'
import { held } from '../../support/matter-papers.ts'

/** Handed to the inspectorate, told back to the Front, read by the procuracy; two answer, the third is overdue and then answers. Nobody else is told. */
export async function correctedForAll(t: Test, matter: Matter): Promise<void> {
  const { run, databaseUrl, front, police, procuracy, inspectorate, court, delivered, documentFor } = matter
  /** Options of a command by which that system asks this gateway. */
  function asSystem(id: string): string[] {
    const { cert, key, assertion_key } = run.clients[id]!
    const files = ['--ca', run.ca, '--cert', cert, '--private-key', key, '--assertion-key', assertion_key]
    return ['--as', id, '--url', run.url, ...files]
  }
  const folder = (name: string) => {
    const cwd = join(run.data, name)
    mkdirSync(cwd)
    return cwd
  }
  const paper = held('cham-han', 'cong-an', 'text/xml')
  for (const [to, key] of [
    [inspectorate, 'BAO-KET-QUA-TTR'],
    [front, 'BAO-KET-QUA-MTTQ'],
  ] as const) {
    const { status, json } = await handOver(police, { to: to.agency, ...paper, key })
    t.equal(status, 201, json.code)
    if (to === front) await delivered(police, json.transfer)
    else await documentFor(to, json.transfer)
  }
  const dossier = run.stories['cham-han']!
  const prosecutor = agencyClient(run, officers.procuracy.system)
  t.teardown(() => prosecutor.close())
  const bearer = await prosecutor.bearer({ ...officers.procuracy, dossiers: [dossier] })
  const { json } = await prosecutor.call(`/v1/dossiers/${dossier}`, { headers: { authorization: `Bearer ${bearer}` } })
  const facet = json.dossier.facets.find(({ agency }: { agency: string }) => agency === 'cong-an')
  const { system, type, value } = facet.identifiers.find(
    ({ assigner }: { assigner: { code: string } }) => assigner.code === 'CA',
  )

  const own = { TEXT: 'Họ tên ghi nhầm', IDEMPOTENCY_KEY: 'DINH-CHINH-1', SYSTEM: system, TYPE: type, NUMBER: value }
  const cwd = folder('giver')
  await followPage('giver', { run, system: 'cong-an:dieu-tra', cwd }, own)
  const given = JSON.parse(readFileSync(join(cwd, 'given.json'), 'utf8'))
  const { id } = given
  const receivers = ['mttq', 'thanh-tra', 'vien-kiem-sat']
  t.strictSame(
    given.receivers.map(({ agency }: { agency: string }) => agency),
    receivers,
  )
  const ofRecord = ['--system', system, '--type', type, '--number', value, '--text', own.TEXT]
  const same = ['--kind', 'correction', '--reason', 'error', '--key', own.IDEMPOTENCY_KEY, ...ofRecord]
  const again = await called(directiveGive, ...asSystem('cong-an:dieu-tra'), ...same)
  t.match(again, { status: 0, stdout: new RegExp(`^${id}  correction  3\n  mttq  open  `) }, 'the same again')
  t.strictSame((await court.call('/v1/directives')).json, { items: [] })
  const [read] = (await procuracy.call('/v1/directives')).json.items
  t.match(read, { id, from: 'cong-an', about: { dossiers: [dossier], transfers: [] }, reason: { text: own.TEXT } })
  t.notOk(JSON.stringify(read).includes(value))
  t.match((await front.call('/v1/directives')).json, {
    items: [{ id, about: { dossiers: [], transfers: [/^cg-/] } }],
  })

  const asked = {
    ...{ key: 'DINH-CHINH-2', record: { system, type, value }, kind: 'correction' },
    reason: { code: 'error', text: own.TEXT },
  }
  for (const change of [
    { kind: 'secret' },
    { kind: 'declassification', reason: { code: 'term-ended', text: 'Hết hạn' } },
    { reason: { code: 'term-ended', text: own.TEXT } },
    { record: { system, type } },
    { transfers: ['cg-1'] },
    { key: 'ngan' },
    { more: true },
  ])
    t.match((await postJson(police, '/v1/directives', { ...asked, ...change })).json, { code: 'parameter-invalid' })
  t.match((await postJson(procuracy, '/v1/directives', asked)).json, { code: 'directive-record-not-found' })
  const unsigned = { method: 'POST', body: JSON.stringify(asked), headers: { 'content-type': 'application/json' } }
  t.match((await police.call('/v1/directives', unsigned)).json, { code: 'signature-missing' })
  t.match((await police.call('/v1/directives?given=false')).json, { code: 'parameter-invalid' })
  for (const one of [id, `cd-${'a'.repeat(26)}`])
    t.match((await court.call(`/v1/directives/${one}`)).json, { code: 'directive-not-found' })

  const supervising = { run, system: officers.procuracy.system, cwd: folder('supervisor') }
  const [seen = '', late = ''] = (await followPage('supervisor', supervising, {})).split(/(?<=\})(?=\{"items")/)
  t.match(JSON.parse(seen), { items: [{ id, from: 'cong-an', dossiers: [dossier], reason: { code: 'error' } }] })
  t.notMatch(seen, own.TEXT, 'whoever supervises sees that it is kept, and no text')
  t.strictSame(JSON.parse(late), { items: [] })
  t.strictSame((await court.call('/v1/directives?supervised=true')).json, { items: [] })
  const both = await procuracy.call('/v1/directives?given=true&supervised=true')
  t.match(both.json, { code: 'parameter-invalid' })

  const followed = { TEXT: 'Đã đính chính trong hồ sơ vụ án' }
  t.match(
    await followPage('follower', { run, system: officers.procuracy.system, cwd: folder('follower') }, followed),
    `"id":"${id}"`,
  )
  const word = ['--done', 'corrected', '--text', 'Đã đính chính', id]
  const answered = await called(directiveAcknowledge, ...asSystem('mttq:tiep-nhan'), ...word)
  t.match(answered, { status: 0, stdout: new RegExp(`^${id}  corrected  `) })
  t.match(await called(directiveAcknowledge, ...asSystem('toa-an:xet-xu'), ...word), { status: 1 })

  const db = openDatabase(databaseUrl)
  t.teardown(() => db.close())
  const overdue = () => called(directiveList, ...asSystem('cong-an:dieu-tra'), '--given', '--overdue')
  t.match(await overdue(), { status: 0, stdout: '' })
  await db.query("UPDATE directive_receiver SET due_at = now() - interval '1 hour'")
  const missing = await called(directiveList, ...asSystem(officers.procuracy.system), '--supervised', '--overdue')
  t.match(missing, {
    status: 0,
    stdout: new RegExp(`^${id}  correction  error  cong-an  3  ${dossier}\n  mttq  corrected `),
  })
  const owing = new RegExp(
    `^${id}  correction  error  3\n  mttq  corrected .*\n  thanh-tra  open .*\n  vien-kiem-sat  corrected `,
  )
  t.match(await overdue(), { status: 0, stdout: owing })
  await called(directiveAcknowledge, ...asSystem('thanh-tra:ket-luan'), ...word)
  t.match(await overdue(), { status: 0, stdout: '' })
  t.match((await police.call(`/v1/directives/${id}`)).json, {
    receivers: receivers.map((agency) => ({ agency, state: 'acknowledged', done: { code: 'corrected' } })),
  })
}
