/** Process of the sandbox system of Công an: `node adapters/cong-an/sandbox/main.ts '{settings}'` (adapters/sandbox/settings.ts). */
import { runSandbox } from '../../sandbox/server.ts'
import { BODY_BYTES_MAX } from './intake.ts'
import { handle, nativeKeyOf } from './service.ts'

const renamed = ['dl:GiaiDoan', 'dl:MaGiaiDoan'] as const

runSandbox({ agency: 'cong-an', handle, nativeKeyOf, renamed, bodyBytesMax: BODY_BYTES_MAX })
