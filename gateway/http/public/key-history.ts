import type { KeyHistory } from '../../identity/key-history.ts'
import { limits } from '../../limits.ts'
import { preparePublic } from '../../release/door.ts'
import type { Handler } from '../services.ts'

/** What is kept has the key that signs now, or can tell that it does not: then it is asked for anew. */
const cache = { 'cache-control': `private, max-age=${limits.token.lifetime_s / 2}` }

/** The keys that receipts and answers are signed with, present and former (schemas/key-history.json). */
export const getKeyHistory: Handler = async (_request, { issuer, keyHistory }) =>
  preparePublic({ iss: issuer, keys: await keyHistory() } satisfies KeyHistory, 200, cache)
