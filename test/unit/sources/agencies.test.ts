import t from 'tap'
import type { AgencyId } from '../../../adapters/sandbox/stories.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import type { IndexPage, Translation } from '../../../adapters/sdk/adapter.ts'
import { createSources } from '../../../gateway/sources/sources.ts'
import { isAsked } from '../../support/agencies.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { startSandbox } from '../../support/sandbox-process.ts'

const world = { seed: 7, dossiers: 56 }

t.test('every dossier of the real sandboxes is listed, asked, translated and sealed', async (t) => {
  const certificates = await testCertificates(dataFolder(t))
  const agencies = Object.values(certificates.systems).flatMap(({ id, agency, server }) =>
    server && isAsked(agency) ? [[agency as AgencyId, id] as const] : [],
  )
  t.ok(agencies.length >= 2)
  const sandboxes = await Promise.all(agencies.map(([agency, id]) => startSandbox(t, agency, id, certificates, world)))
  const sources = await createSources({
    systems: sandboxes.map(({ system }) => system),
    seal: (content) => ({ content }),
  })
  t.teardown(() => sources.close())

  for (const [i, [agency]] of agencies.entries()) {
    const held = makeWorld(world).matters.flatMap(({ facets }) => facets[agency] ?? [])
    const keys: string[] = []
    let cursor: string | undefined
    let changesFrom: string | undefined
    do {
      const asked = await sources.page({ agency, kind: 'list', cursor })
      if (asked.state !== 'ok') throw new Error(`${agency} list: ${asked.reason}`)
      const page = asked.sealed.content as IndexPage
      keys.push(...page.entries.map(({ nativeKey }) => nativeKey))
      cursor = page.next
      changesFrom ??= page.changesFrom
    } while (cursor !== undefined)
    t.same(keys.toSorted(), held.map(({ nativeKey }) => nativeKey).toSorted(), `${agency}: the list is whole`)

    for (const { nativeKey, translation } of held) {
      const asked = await sources.facet({ agency, nativeKey, eventId: `ev-${nativeKey}` })
      t.equal(asked.state === 'ok' ? 'ok' : asked.reason, 'ok', `${agency} ${nativeKey}`)
      if (asked.state === 'ok') t.equal((asked.sealed.content as Translation).updatedAt, translation.updatedAt)
    }
    const feed = await sources.page({ agency, kind: 'changes', cursor: changesFrom ?? '' })
    t.equal(feed.state === 'ok' ? 'ok' : feed.reason, 'ok', `${agency}: the change feed answers`)
    const absent = await sources.facet({ agency, nativeKey: 'KHONG-CO', eventId: 'ev-absent' })
    t.match(absent, { state: 'absent', reason: 'not-held' }, `${agency}: what it does not hold`)
    const events = new Set(sandboxes[i]?.requests().map(({ event }) => event))
    for (const { nativeKey } of held) t.ok(events.has(`ev-${nativeKey}`), 'the source has the event id in its own list')
  }
})
