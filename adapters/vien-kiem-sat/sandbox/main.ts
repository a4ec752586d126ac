/** The procuracy's sandbox system as a process: `node main.ts '<settings as JSON>'` (adapters/sandbox/settings.ts). */
import { runSandbox } from '../../sandbox/server.ts'
import { BODY_BYTES_MAX, type Facts } from './intake.ts'
import { handle, nativeKeyOf } from './routes.ts'

runSandbox<Facts>({
  agency: 'vien-kiem-sat',
  bodyBytesMax: BODY_BYTES_MAX,
  handle,
  nativeKeyOf,
  renamed: ['"trangThai"', '"maTrangThai"'],
})
