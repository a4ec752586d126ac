/** Process entry: configuration, build, listen, drain. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, loadProcessConfig } from './config/config.ts'
import { firstScreen } from './development/first-screen.ts'
import { runDevelopment } from './development/run.ts'
import { StartRefused } from './errors/start-refused.ts'
import { describeError, type OperatorLog, operatorLog } from './operator-log.ts'
import { runProduction } from './production.ts'
import { startFailureText } from './start-failure.ts'
import { takeProcessLock } from './store/process-lock.ts'

interface Started {
  reload(): Promise<unknown>
  stop(): Promise<void>
}

async function start(config: Config, operator: OperatorLog): Promise<Started> {
  mkdirSync(join(config.dataDir, 'keys'), { recursive: true, mode: 0o700 })
  const letGo = claim(config.dataDir)
  try {
    const { stop, reload } =
      config.mode === 'development' ? await develop(config, operator) : await runProduction(config, operator)
    return { reload, stop: () => stop().finally(letGo) }
  } catch (error) {
    letGo()
    throw error
  }
}

/** `npm start`: ready for programs on standard output, what to try next for people on standard error. */
async function develop(config: Extract<Config, { mode: 'development' }>, operator: OperatorLog): Promise<Started> {
  const { run, stop, reload } = await runDevelopment(config, operator)
  process.stdout.write(`ready ${run.url}\n`)
  process.stderr.write(firstScreen(run))
  return { stop, reload }
}

/** One gateway per data folder: a second one must not touch what the first has put there. Gives what ends the claim. */
function claim(dataDir: string): () => void {
  try {
    return takeProcessLock(join(dataDir, 'lock'))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== undefined) throw cause
    const why = (cause as Error).message
    throw new StartRefused(`thư mục dữ liệu đang có cổng khác dùng · the data folder has a gateway: ${why}`, { cause })
  }
}

async function main(): Promise<void> {
  const config = configuration()
  if (!config) return
  const operator = operatorLog(config.logLevel)
  let starting: Promise<Started>
  let draining = false
  const end = async (signal: string) => {
    if (draining) return
    draining = true
    operator('info', 'draining', { signal })
    try {
      // Also while it starts: what was opened so far has to be closed.
      await (await starting).stop()
      process.exit(0)
    } catch (error) {
      operator('fatal', 'stop-failed', describeError(error))
      process.exit(1)
    }
  }
  // Before the first child is started: a signal that comes while this process is still busy with it would leave it behind.
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // Registry, certificates and revocation lists are read anew; what comes of it is told where they are loaded.
  process.on('SIGHUP', () => void starting.then(({ reload }) => reload()).catch(() => {}))
  starting = start(config, operator)
  try {
    await starting
  } catch (error) {
    operator('fatal', 'start-failed', { text: startFailureText(error), ...describeError(error) })
    process.exit(1)
  }
}

function configuration(): Config | undefined {
  try {
    return loadProcessConfig()
  } catch (error) {
    process.stderr.write(
      `cấu hình sai · wrong settings:\n${startFailureText(error) ?? 'the configuration could not be read'}\n`,
    )
    process.exitCode = 1
    return undefined
  }
}

await main()
