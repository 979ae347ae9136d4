-- As 0019 for what a lead publishes: every desk of the company fetches it.
UPDATE app.publication SET published_at = now() WHERE NOT app.is_moment(published_at);
ALTER TABLE app.publication
    ADD CONSTRAINT of_the_calendar CHECK (app.is_moment(published_at)) NOT VALID;
