/** What tokens stand on beside the registry: keys, revocations, rates. Opened together, closed together. */
import type { Config } from './config/config.ts'
import type { Services } from './http/services.ts'
import { openKeyring, type TokenKeys } from './identity/keys.ts'
import { limits } from './limits.ts'
import { describeError, type OperatorLog } from './operator-log.ts'
import { openDistrustedKeys } from './store/distrusted-keys.ts'
import type { Database } from './store/pool.ts'
import { createMemoryRates } from './store/rate-memory.ts'
import { openRedisRates } from './store/rate-redis.ts'
import { openTokenRevocations } from './store/token-revocations.ts'

export interface TokenServices {
  readonly services: Pick<Services, 'tokenKeys' | 'revocations' | 'rates' | 'quotas'>
  close(): Promise<void>
}

export interface TokenServicesOptions {
  readonly config: Config
  /** Migrated. */
  readonly databaseUrl: string
  readonly db: Database
  readonly operator: OperatorLog
  /** Other keys verify than before. */
  keysChanged(keys: TokenKeys): void
}

/** Rejects when the keys can't be used or are distrusted, a URL is none, or PostgreSQL does not answer. Redis need not. */
export async function openTokenServices(options: TokenServicesOptions): Promise<TokenServices> {
  const { config, databaseUrl, db, operator, keysChanged } = options
  const redis = config.redisUrl === undefined ? undefined : await openRedisRates(config.redisUrl)
  const keyring = await openKeyring(
    config.dataDir,
    {
      changed: keysChanged,
      refused: (error) => operator('error', 'token-keys-refused', describeError(error)),
    },
    await openDistrustedKeys(db),
  )
  const revocations = await openTokenRevocations({ url: databaseUrl, db })
  const { window_s } = limits.rate
  return {
    services: {
      tokenKeys: keyring.current,
      revocations,
      rates: redis ?? createMemoryRates(),
      quotas: {
        system: { quota: config.rateSystem, window_s },
        officer: { quota: config.rateOfficer, window_s },
      },
    },
    async close() {
      keyring.close()
      redis?.close()
      await revocations.close()
    },
  }
}
