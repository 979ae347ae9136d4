-- As 0019 for what a lead publishes: every desk of the company fetches it.
UPDATE app.publication SET published_at = now()
WHERE published_at NOT BETWEEN '1900-01-01Z' AND '9000-01-01Z';
ALTER TABLE app.publication
    ADD CONSTRAINT of_the_calendar CHECK (
        published_at BETWEEN '1900-01-01Z' AND '9000-01-01Z') NOT VALID;
