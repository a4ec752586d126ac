/** A keeping of labels whose log is a list. */
import type { Entry } from '../../gateway/audit/entry.ts'
import type { IndexKeys } from '../../gateway/dossiers/keys.ts'
import { createLabelKeeping, type LabelKeeping } from '../../gateway/release/label-keeping.ts'
import type { Database } from '../../gateway/store/pool.ts'

/** `log` gets the entries that are owed. */
export const labelKeeping = (db: Database, keys: IndexKeys, log: Entry[] = []): LabelKeeping =>
  createLabelKeeping({
    db,
    keys,
    recordings: {
      owe: async (_, entries) => log.push(...entries),
      settle: async () => ({ origin: 'thu-nghiem', index: 0, leaf: '' }),
    },
    standing: {
      node: { name: 'thu-nghiem', build: '1', config: '1' },
      versions: () => ({ policy: '1', registry: '1', schema: '1' }),
      clock: () => 'steady' as const,
    },
  })
