/** Process of the sandbox system of Công an: `node adapters/cong-an/sandbox/main.ts '{settings}'` (adapters/sandbox/settings.ts). */
import { runSandbox } from '../../sandbox/server.ts'
import { handle, nativeKeyOf } from './service.ts'

runSandbox({ agency: 'cong-an', handle, nativeKeyOf, renamed: ['dl:GiaiDoan', 'dl:MaGiaiDoan'] })
