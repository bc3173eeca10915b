import { z } from 'zod'
import { AuthorShape, OrganizationShape, UserShape } from './schemas.ts'

const text = z.string().max(2000)
const address = z.string().max(2000).regex(/^https?:\/\//i)
const stripped = <T extends z.ZodRawShape>(shape: z.ZodObject<T>) => z.object(shape.shape)

/** A user as the service wrote it; fields that we do not name are left out. */
const User = stripped(UserShape)
const Extras = {
  discussionId: text,
  ai_keywords: z.array(text).max(200),
  projectPage: address,
  githubRepo: text,
  githubRepoAddedBy: text,
  githubStars: z.int().min(0),
  organization: stripped(OrganizationShape),
  submitterOrganization: stripped(OrganizationShape),
  mediaUrls: z.array(address).max(100),
  thumbnail: address,
  isAuthorParticipating: z.boolean(),
  submittedBy: User,
  publishedAt: z.iso.datetime(),
  // One odd author must not cost the others their ids.
  authorsRaw: z.array(z.object({ ...AuthorShape.shape, user: User.optional().catch(undefined) }).nullable().catch(null)).max(10_000),
}
type ExtrasShape = { readonly [Name in keyof typeof Extras]?: z.infer<(typeof Extras)[Name]> | undefined }

/** What a service said beside the paper, each field only where it has the shape that its API gives it. */
export function readExtras(extras: Readonly<Record<string, unknown>>): ExtrasShape {
  const read: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(Extras)) {
    if (!Object.hasOwn(extras, name)) continue
    const parsed = schema.safeParse(extras[name])
    if (parsed.success) read[name] = parsed.data
  }
  return read
}
