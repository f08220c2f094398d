/** What a person may be told of a session, the most urgent first. One switch each. */
export const NOTIFICATION_CAUSES = ['stuck', 'waiting', 'critical', 'nearLimit', 'finished'] as const
export type NotificationCause = (typeof NOTIFICATION_CAUSES)[number]
