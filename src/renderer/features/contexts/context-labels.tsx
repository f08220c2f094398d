/** Tags and note that a context brings along; nothing where it has none. */
export function ContextLabels({
  tags,
  note,
}: {
  readonly tags: readonly string[]
  readonly note: string | null
}) {
  return (
    <>
      {tags.length > 0 && (
        <p className="preview-tags" aria-label="Tags">
          {tags.map((tag) => (
            <bdi key={tag} className="context-tag">
              {tag}
            </bdi>
          ))}
        </p>
      )}
      {note !== null && (
        <p className="preview-note">
          Note: <bdi>{note}</bdi>
        </p>
      )}
    </>
  )
}
