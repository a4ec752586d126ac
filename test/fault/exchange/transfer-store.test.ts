/** PostgreSQL is killed, and started again, while transfers are taken: what was answered is there, and what was not is told so and goes once. */
import { join } from 'node:path'
import t from 'tap'
import { migrate } from '../../../gateway/store/migrations.ts'
import { startEmbeddedPostgres } from '../../../gateway/store/postgres-embedded.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { supervisePostgres } from '../../support/kills/postgres.ts'
import { checkAccounts } from '../../support/transfer-accounts.ts'
import { keyOf, openTransfers, textOf } from '../../support/transfers.ts'

const callers_count = 8
const kills = 3
const answers_between = 25

t.test('killed in the middle of load', async (t) => {
  const root = dataFolder(t)
  const { url: databaseUrl, stop } = await startEmbeddedPostgres({ directory: join(root, 'postgres') })
  t.teardown(stop)
  await migrate(databaseUrl)
  const postgres = supervisePostgres(root)
  const node = await openTransfers(root, databaseUrl)
  t.teardown(() => node.close())

  const answers = new Map<number, string>()
  const failures = new Set<string>()
  let [sent, refused, isDown, isOver] = [0, 0, false, false]
  let heard = () => {}
  /** Sent again until it is answered: while the store is down not before it is back. */
  const deliver = async (number: number, back: () => Promise<void>) => {
    for (;;) {
      const taken = await node.take(keyOf(number), textOf(number)).catch((error: { code: string }) => error.code)
      if (typeof taken === 'object') {
        if (taken.state !== 'receipted') throw new Error(taken.code)
        answers.set(number, taken.receipt)
        return heard()
      }
      failures.add(taken)
      refused++
      heard()
      await back()
    }
  }
  let up = Promise.withResolvers<void>()
  const caller = async () => {
    while (!isOver) await deliver(sent++, () => (isDown ? up.promise : Promise.resolve()))
  }
  const load = Promise.all(Array.from({ length: callers_count }, caller))
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      heard = () => holds() && resolve()
    })
  for (let kill = 0; kill < kills; kill++) {
    const [answered, failed] = [answers.size + answers_between + kill, refused]
    await until(() => answers.size >= answered)
    up = Promise.withResolvers()
    isDown = true
    postgres.kill()
    await until(() => refused > failed)
    await postgres.restart()
    isDown = false
    up.resolve()
  }
  isOver = true
  await load
  t.strictSame([...failures], ['index-unavailable'], `${refused} were told to come again`)
  t.equal(answers.size, sent)
  await checkAccounts(t, node, { databaseUrl, logs: new Map([[node.log.origin, node.directory]]), sent, answers })
})
