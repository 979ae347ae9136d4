"""The screen «Журнал»: today's and earlier calls, their records and notes."""
