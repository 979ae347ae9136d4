"""The gateway to the central database: push, pull, enrolment."""
