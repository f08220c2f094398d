import type { SessionDetail } from '../../../../shared/contract/index.ts'
import { format } from '../../../ui/format.ts'
import { Facts, Section } from './section.tsx'

/** What a model server tells of a model that it holds. */
export function LoadedModelSection({ model }: { readonly model: NonNullable<SessionDetail['loadedModel']> }) {
  const bytes = (count: number | null) => (count === null ? 'not told' : `${format.compact(count)} bytes`)
  return (
    <Section title="Loaded model">
      <Facts
        facts={[
          ['Memory', bytes(model.sizeBytes)],
          ['On graphics cards', bytes(model.graphicsBytes)],
          ['Unloaded', model.unloadsAt === null ? 'not told' : format.dateTime(model.unloadsAt)],
          ['Told at', format.clockTime(model.toldAt)],
        ]}
      />
    </Section>
  )
}
