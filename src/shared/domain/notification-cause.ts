/** What a person may be told of a session. One switch each. */
export const NOTIFICATION_CAUSES = ['critical', 'nearLimit', 'waiting', 'stuck', 'finished'] as const
export type NotificationCause = (typeof NOTIFICATION_CAUSES)[number]
