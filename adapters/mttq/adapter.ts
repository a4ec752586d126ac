/**
 * Adapter of the Front (Ủy ban Mặt trận Tổ quốc Việt Nam): petitions of its portal, pushed or from a paged feed, to
 * the shared schema; and what is handed over to the Front, as a push to the portal.
 */
import type { DepositAdapter } from '../sdk/adapter.ts'
import { delivery } from './delivery.ts'
import { readDeposits, readKept } from './deposits.ts'
import { writePush } from './writing.ts'

const headers = { accept: 'application/json' }

/** See adapters/sdk/adapter.ts: synchronous, total, without I/O, clock or randomness. */
export const adapter = {
  feed: {
    list: (cursor = '1') => ({
      method: 'GET',
      path: `/api/phan-anh?${new URLSearchParams({ trang: cursor })}`,
      headers,
    }),
    changes: (cursor) => ({ method: 'GET', path: `/api/thay-doi?${new URLSearchParams({ tu: cursor })}`, headers }),
  },
  toDeposits: readDeposits,
  toShared: readKept,
  toNative: writePush,
  delivery,
} satisfies DepositAdapter
