import type { ChosenFile } from './import-state.ts'

export interface DropFollowing {
  /** Whether files hang over the page now. */
  readonly onHover: (hovers: boolean) => void
  readonly onFiles: (files: readonly ChosenFile[]) => void
}

/** A window of a browser, as far as dragging goes. */
export type DropTarget = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>

/**
 * Takes files that are dropped anywhere on the page. Whatever else is dropped does nothing, but for text in a field: left
 * to itself, a browser would go to the file or the address. Returns how to stop.
 */
export function followDrops(target: DropTarget, { onHover, onFiles }: DropFollowing): () => void {
  const onOver = (event: Event): void => {
    if (!(event instanceof DragEvent) || isLeftToField(event)) return
    event.preventDefault()
    const takes = hasFiles(event)
    if (event.dataTransfer) event.dataTransfer.dropEffect = takes ? 'copy' : 'none'
    onHover(takes)
  }
  const onLeave = (event: Event): void => {
    // Without a place to go to, the drag has left the window.
    if (event instanceof DragEvent && event.relatedTarget === null) onHover(false)
  }
  // Nothing points while something is dragged: it ended elsewhere, and nobody said so.
  const onPoint = (): void => onHover(false)
  const onDrop = (event: Event): void => {
    onHover(false)
    if (!(event instanceof DragEvent) || isLeftToField(event)) return
    event.preventDefault()
    const files = filesOf(event.dataTransfer)
    if (files.length > 0) onFiles(files)
  }
  const listeners = [
    ['dragenter', onOver],
    ['dragover', onOver],
    ['dragleave', onLeave],
    ['drop', onDrop],
    ['pointermove', onPoint],
  ] as const
  for (const [name, listener] of listeners) target.addEventListener(name, listener)
  return () => {
    for (const [name, listener] of listeners) target.removeEventListener(name, listener)
  }
}

/** Files that an input holds. */
export function chosenFiles(list: FileList | null): readonly ChosenFile[] {
  return [...(list ?? [])].map((content) => ({ name: content.name, content, isFolder: false }))
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}

/** Words may be dragged into a field; a file never may. */
function isLeftToField(event: DragEvent): boolean {
  if (hasFiles(event) || !(event.target instanceof Element)) return false
  return event.target.closest('input, textarea') !== null
}

function filesOf(transfer: DataTransfer | null): readonly ChosenFile[] {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file')
  return items.flatMap((item) => {
    const content = item.getAsFile()
    const isFolder = item.webkitGetAsEntry()?.isDirectory === true
    return content ? [{ name: content.name, content, isFolder }] : []
  })
}
