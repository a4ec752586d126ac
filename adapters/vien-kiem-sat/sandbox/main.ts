/** The procuracy's sandbox system as a process: `node main.ts '<settings as JSON>'` (adapters/sandbox/settings.ts). */
import { runSandbox } from '../../sandbox/server.ts'
import { handle, nativeKeyOf } from './routes.ts'

runSandbox({ agency: 'vien-kiem-sat', handle, nativeKeyOf, renamed: ['"trangThai"', '"maTrangThai"'] })
