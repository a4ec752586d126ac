/**
 * Holds the one PostgreSQL and the one set of certificates of a test run, in a process of its own: `node keeper.ts FOLDER RUNNER_PID`. It makes
 * either when the first test asks, and ends with them when told to, or when the runner is gone however that happened.
 */
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { makeDevelopmentCertificates } from '../../certs-dev/index.ts'
import { migrate } from '../../gateway/store/migrations.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { isRunning } from '../../gateway/store/process-lock.ts'
import { databaseAt } from './database-url.ts'
import { type Answer, type Question, socketIn } from './keeper-socket.ts'
import { startPostgres } from './stores.ts'

const [folder, runner] = process.argv.slice(2) as [string, string]

/** The databases of tests need not outlast the machine. Without that, one is made and dropped in a tenth of the time. */
async function neverSync(url: string): Promise<void> {
  const administration = openDatabase(url)
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
    await administration.query(`ALTER SYSTEM SET ${setting} = off`)
  await administration.query('SELECT pg_reload_conf()')
  await administration.close()
}

/** New databases are copies of `template1`, so that is where the migrations go. */
async function start() {
  const server = await startPostgres(join(folder, 'postgres'))
  try {
    await neverSync(server.url)
    await migrate(databaseAt(server.url, 'template1'))
  } catch (error) {
    await server.stop()
    throw error
  }
  return server
}

let server: ReturnType<typeof start> | undefined
let certificates: ReturnType<typeof makeDevelopmentCertificates> | undefined
let ended: Promise<void> | undefined

const end = () =>
  (ended ??= (async () => {
    await server?.then((started) => started.stop()).catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })())

async function answerTo(question: Question): Promise<Answer> {
  if (question === 'end') return end().then(() => ({}))
  if (ended) return { error: 'the test run is over' }
  const failed = (error: Error): Answer => ({ error: String(error.cause ?? error) })
  if (question === 'certificates') {
    certificates ??= makeDevelopmentCertificates(folder)
    return certificates.then(({ dir }) => ({ folder: dir }), failed)
  }
  server ??= start()
  return server.then(({ url }) => ({ url }), failed)
}

const listener = createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', async (data) => {
    const question = data.toString() as Question
    socket.end(JSON.stringify(await answerTo(question)), () => question === 'end' && process.exit(0))
  })
})
listener.listen(join(folder, socketIn), () => process.send?.('listening'))
process.once('SIGTERM', () => void end().then(() => process.exit(0)))
setInterval(() => isRunning(Number(runner)) || void end().then(() => process.exit(0)), 500)
