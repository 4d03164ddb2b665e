/** A short calendar without mistakes, with a holiday in each of its two years. */
export function smallCalendar(name: string): string {
  return `language: 1
calendar: ${name}
title: Days on which the shop works
covers: { from: 2025, to: 2026 }
weekend: [saturday, sunday]
holidays:
  2025-01-01: New Year's Day
  2026-01-01: New Year's Day
working-days:
  2026-02-14: Make-up day
`;
}
