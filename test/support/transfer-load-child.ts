/**
 * A process that takes one transfer after the other until it is killed: node transfer-load-child.ts ROOT DATABASE_URL FIRST
 *
 * Says `open` before it settles what an earlier one owes, `ready` before it takes the message of number FIRST, and then a line of JSON (Answered)
 * for each answer, the moment that it is there. Every fourth message comes twice at once.
 */
import { keyOf, openTransfers, textOf } from './transfers.ts'

const callers_count = 8

const [root = '', databaseUrl = '', first = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const { take, recover } = await openTransfers(root, databaseUrl)
say('open')
await recover()
say('ready')
let next = Number(first)
const answer = async (number: number) => {
  const taken = await take(keyOf(number), textOf(number))
  if (taken.state !== 'receipted') throw new Error(taken.code)
  say(JSON.stringify({ number, transfer: taken.transfer.id, receipt: taken.receipt }))
}
const caller = async () => {
  for (;;) {
    const number = next++
    await Promise.all(number % 4 === 0 ? [answer(number), answer(number)] : [answer(number)])
  }
}
await Promise.all(Array.from({ length: callers_count }, caller))
