BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. exclude bookings.by_place is called place_once now; ACCESS EXCLUSIVE on bookings
ALTER TABLE public.bookings RENAME CONSTRAINT by_place TO place_once;

-- 2. exclude bookings.by_room changes and is made again; ACCESS EXCLUSIVE on bookings
ALTER TABLE public.bookings DROP CONSTRAINT by_room;

-- 3. exclude bookings.gone is no longer in the schema; ACCESS EXCLUSIVE on bookings
ALTER TABLE public.bookings DROP CONSTRAINT gone;

-- 4. exclude bookings.place_once changes and is made again; ACCESS EXCLUSIVE on bookings
ALTER TABLE public.bookings DROP CONSTRAINT place_once;

-- 5. table seats is new
CREATE TABLE public.seats (
    id bigint NOT NULL,
    n integer NOT NULL,
    CONSTRAINT seats_pkey PRIMARY KEY (id),
    CONSTRAINT seats_n_expr_excl EXCLUDE (n WITH =, (n + 1) WITH =)
);

-- 6. column bookings.place has another type; ACCESS EXCLUSIVE on bookings; writes every row anew; fails if a row does not fit
ALTER TABLE public.bookings ALTER COLUMN place TYPE character varying(20) USING (place);

-- 7. exclude bookings.by_room has changed; ACCESS EXCLUSIVE on bookings; reads every row; fails if a row does not fit
ALTER TABLE public.bookings ADD CONSTRAINT by_room EXCLUDE (room WITH =) INCLUDE (id) DEFERRABLE INITIALLY DEFERRED;

-- 8. the comment of exclude bookings.by_room
COMMENT ON CONSTRAINT by_room ON public.bookings IS 'One each.';

-- 9. exclude bookings.place_once has changed; ACCESS EXCLUSIVE on bookings; reads every row; fails if a row does not fit
ALTER TABLE public.bookings ADD CONSTRAINT place_once EXCLUDE USING hash (lower(place) WITH =) WHERE (room > 0);

-- 10. exclude cars.cars_plate_excl is new; ACCESS EXCLUSIVE on cars; reads every row; fails if a row does not fit
ALTER TABLE public.cars ADD CONSTRAINT cars_plate_excl EXCLUDE USING hash (plate WITH =);

COMMIT;
