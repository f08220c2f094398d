import { useState } from 'react'
import { CONTEXT_FORMATS, type ContextFileFormat } from '../../../shared/domain/context-files.ts'
import { Popover, useClosePopover } from '../../ui/popover.tsx'
import { reasonOf } from '../../ui/reason-of.ts'
import { useContextApi } from './contexts-context.ts'

const FORMAT_WORDS: Readonly<Record<ContextFileFormat, string>> = {
  json: 'JSON, whole',
  yaml: 'YAML, whole',
  markdown: 'Markdown, to read',
  csv: 'CSV, a row for each',
}

/** Saves imported contexts as a file again. They are given back as they came. */
export function ExportMenu({ ids }: { readonly ids: readonly string[] }) {
  return (
    <Popover button="Export" label="Export as" className="text-button" align="end">
      <Formats ids={ids} />
    </Popover>
  )
}

function Formats({ ids }: { readonly ids: readonly string[] }) {
  const api = useContextApi()
  const close = useClosePopover()
  const [failure, setFailure] = useState<string | null>(null)
  const save = async (format: ContextFileFormat): Promise<void> => {
    try {
      await api.save(ids, format)
      close()
    } catch (error) {
      setFailure(reasonOf(error))
    }
  }
  return (
    <>
      {CONTEXT_FORMATS.map((format) => (
        <button key={format} type="button" className="menu-item" onClick={() => void save(format)}>
          {FORMAT_WORDS[format]}
        </button>
      ))}
      {failure !== null && (
        <p className="popover-note" role="alert">
          {failure}
        </p>
      )}
    </>
  )
}
