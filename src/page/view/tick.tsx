import type { Child } from 'hono/jsx'

interface TickProps {
  name: string
  value: string
  id?: string
  checked?: boolean
  code?: string
  children?: Child
}

/** A box to tick, with what it stands for. Its id is its name and value unless given. */
export function Tick({ name, value, id = `${name}-${value.replace(/\s+/g, '-')}`, checked, code, children }: TickProps) {
  return (
    <p class="tick">
      <input type="checkbox" id={id} name={name} value={value} checked={checked ?? false} />
      <label for={id}>{code !== undefined && <><b>{code}</b> </>}{children}</label>
    </p>
  )
}
