/** Process entry: configuration, build, listen, drain. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LogRefused } from './audit/refusal.ts'
import { type Config, ConfigError, loadProcessConfig } from './config/config.ts'
import { runDevelopment } from './development/run.ts'
import { RegistryInvalid } from './identity/registry.ts'
import { describeError, operatorLog } from './operator-log.ts'
import { runProduction } from './production.ts'

/** Messages of these are made for the operator and repeat no secret. */
const told = (error: unknown): string | undefined =>
  error instanceof ConfigError || error instanceof RegistryInvalid || error instanceof LogRefused
    ? error.message
    : undefined

async function main(): Promise<void> {
  const config = configuration()
  if (!config) return
  const operator = operatorLog(config.logLevel)
  mkdirSync(join(config.dataDir, 'keys'), { recursive: true, mode: 0o700 })
  try {
    const { stop } =
      config.mode === 'development' ? await runDevelopment(config, operator) : await runProduction(config, operator)
    let draining = false
    const end = async (signal: string) => {
      if (draining) return
      draining = true
      operator('info', 'draining', { signal })
      try {
        await stop()
        process.exit(0)
      } catch (error) {
        operator('fatal', 'stop-failed', describeError(error))
        process.exit(1)
      }
    }
    process.on('SIGTERM', end)
    process.on('SIGINT', end)
  } catch (error) {
    operator('fatal', 'start-failed', { ...describeError(error), text: told(error) ?? told((error as Error).cause) })
    process.exit(1)
  }
}

function configuration(): Config | undefined {
  try {
    return loadProcessConfig()
  } catch (error) {
    process.stderr.write(`${told(error) ?? 'the configuration could not be read'}\n`)
    process.exitCode = 1
    return undefined
  }
}

await main()
