/** The gateway that the attacks of one test file share. Its quotas are such that none of them is refused for another's requests. */
import t from 'tap'
import { startTarget } from './hostile.ts'

export const target = await startTarget(t, {
  env: { LIENTHONG_RATE_SYSTEM: '1000000', LIENTHONG_RATE_OFFICER: '1000000' },
})
