/** The audit officers' keys change while the gateway runs: who reads what from then on, and a set that leaves nobody. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { decodeEntry } from '../../../gateway/audit/encoding.ts'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { epochFilesIn } from '../../../gateway/audit/epoch-file.ts'
import { createOpener, officerKeyIn } from '../../../gateway/audit/opener.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { openTrusting, replaceFile } from '../../support/trusting-gateway.ts'
import { until } from '../../support/until.ts'

t.test('officers come and go', async (t) => {
  const { gateway, run, certificates, told, close } = await openTrusting(t)
  const { dir, keys } = run.audit
  const file = join(certificates.participantKeysDir, 'giam-sat-an-ninh.jwks.json')
  const { keys: all } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { use: string; kid: string }[] }
  const write = (kept: (use: string, index: number) => boolean) =>
    replaceFile(file, JSON.stringify({ keys: all.filter(({ use }, index) => kept(use, index)) }))
  const opened = () => entriesIn(dir).flatMap(({ phase, epoch }) => (phase === 'epoch-opened' && epoch ? [epoch] : []))
  const encryption = all.filter(({ use }) => use === 'enc').map(({ kid }) => kid)
  t.equal(encryption.length, 2)
  t.match(opened(), [{ kids: encryption }])
  t.equal(entriesIn(dir)[0]?.phase, 'epoch-opened', 'the first entry of all')

  write((use) => use !== 'enc')
  t.equal(await gateway.reload(), 'refused')
  t.match(
    told.find(({ event }) => event === 'trust-refused')?.facts,
    { text: /there must be a valid key of an audit officer/ },
    'a set that leaves nobody who could open the log',
  )
  t.equal(opened().length, 1)

  write((use, index) => use !== 'enc' || all[index]!.kid === encryption[0])
  t.equal(await gateway.reload(), 'changed')
  await until(() => opened().length === 2)
  t.same(opened()[1]?.kids, [encryption[0]])
  const bytes = readFileSync(join(dir, 'epochs', `${opened()[1]!.id}.json`))
  t.equal(createHash('sha256').update(bytes).digest('base64'), opened()[1]!.file)
  await close()

  const [first, second] = await Promise.all(
    Object.values(keys).map(async (path) =>
      createOpener(epochFilesIn(dir), await officerKeyIn(readFileSync(path, 'utf8'))),
    ),
  )
  for (const { bytes } of readEntries(dir)) {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) throw new Error(decoded.why)
    const { entry } = decoded
    for (const opener of [first!, second!]) opener.follow(entry)
    t.ok((await first!.open(entry)).ok)
    const isEarlier = entry.sealed === undefined || sealedUnder(entry.sealed) === opened()[0]!.id
    t.equal((await second!.open(entry)).ok, isEarlier, 'who has left reads what was before, and no more')
  }
})

const sealedUnder = (sealed: string): string =>
  JSON.parse(Buffer.from(sealed.split('.')[0]!, 'base64url').toString()).kid
