import { plainText } from '../../shared/domain/plain-text.ts'
import { printableJson } from '../output/json.ts'
import { padEnd } from '../output/text-width.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'
import { gigabytes } from '../output/size.ts'

export async function info(
  terminal: Terminal,
  options: GlobalOptions & { readonly json?: boolean },
): Promise<void> {
  await askService(terminal, options, async (service) => {
    const answer = await service.info()
    if (options.json) return terminal.out(printableJson(answer))
    const { machine } = answer
    const rows: [string, string][] = [
      ['Version', answer.version],
      ['Node', answer.node],
      ['System', `${plainText(machine.system)}, ${answer.platform}`],
      ['Machine', `${plainText(machine.cpuModel)}, ${machine.cpus} CPUs, ${gigabytes(machine.memoryBytes)}`],
      ['Our data', plainText(answer.dataFolder)],
      ['SQLite', answer.sqlite],
      ['Index', answer.ownsIndex ? 'kept by this process' : 'only read by this process'],
      ['Prices', answer.prices.source],
    ]
    terminal.out(...rows.map(([name, value]) => `${terminal.paint('dim', padEnd(name, 9))} ${value}`))
  })
}
