/** Two gateways on one store, each with a log of its own: the same messages come to both at once. */
import t from 'tap'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { checkAccounts } from '../../support/transfer-accounts.ts'
import { keyOf, type OpenTransfers, openTransfers, textOf } from '../../support/transfers.ts'

const sent = 24

t.test('each is one transfer with one entry in one of the logs, and has one receipt, whoever is asked', async (t) => {
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  const nodes = [
    await openTransfers(root, databaseUrl, { node: 'a' }),
    await openTransfers(root, databaseUrl, { node: 'b' }),
  ]
  t.teardown(() => Promise.all(nodes.map((node) => node.close())))
  const answers = new Map<number, string>()
  const codes = new Set<string>()
  const others: number[] = []
  const send = async (number: number, node: OpenTransfers) => {
    const taken = await node.take(keyOf(number), textOf(number)).catch(({ code }: { code: string }) => code)
    if (typeof taken === 'string') return codes.add(taken)
    if (taken.state !== 'receipted') throw new Error(taken.code)
    if ((answers.get(number) ?? taken.receipt) !== taken.receipt) others.push(number)
    return answers.set(number, taken.receipt)
  }
  const numbers = Array.from({ length: sent }, (_, number) => number)
  await Promise.all(numbers.flatMap((number) => nodes.map((node) => send(number, node))))
  t.equal(answers.size, sent, 'each was answered by one at least')
  t.strictSame(others, [])
  t.strictSame([...codes.add('record-pending')], ['record-pending'], 'the log of the other had it not yet: come again')
  const logs = new Map(nodes.map(({ log, directory }) => [log.origin, directory]))
  for (const node of nodes) await checkAccounts(t, node, { databaseUrl, logs, sent, answers })
})
